import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import type { County } from "../support/county.ts";
import { sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { sample } from "./samples.ts";

export interface NoteSent {
  text?: string;
  audience?: string;
  /** Samples by name, or bytes. */
  photos?: readonly (string | Uint8Array<ArrayBuffer>)[];
}

/** A note as a form brings it, a page's or a program's. */
export function noteForm({
  text = "换好了管子",
  audience = "resident",
  photos = [],
}: NoteSent = {}): FormData {
  const form = new FormData();
  form.set("text", text);
  form.set("audience", audience);
  for (const [index, photo] of photos.entries()) {
    const bytes = typeof photo === "string" ? sample(photo) : photo;
    // What it is called and says it is doesn't count.
    form.append("photos", new File([bytes], `${index}.svg`, { type: "image/svg+xml" }));
  }
  return form;
}

/** A report as a form brings it, of a grid. */
export function reportForm(
  orgUnitId: string,
  photos: NoteSent["photos"] = [],
  more: Record<string, string> = {},
): FormData {
  const form = new FormData();
  const typed = { orgUnitId, category: "lighting", body: "路灯坏了三盏", place: "北门外", ...more };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  for (const [name, value] of noteForm({ photos })) if (name === "photos") form.append(name, value);
  return form;
}

/** A matter that the grid worker noted progress on, for its reporter and with one photo: sent, since the worker alone has the files. */
export async function notedWithPhoto(county: County, accepted?: { id: string; receiptCode: string }) {
  const { id: matterId, receiptCode } = accepted ?? (await county.matter());
  if (!accepted) await acceptMatter(county.as("gridWorker"), { matterId });
  const worker = newVisitor();
  worker.cookies.set("lz_session", await sessionOf(county.as("gridWorker"), "browser"));
  const form = noteForm({ photos: ["placed.jpg"] });
  const answer = await worker.post(`${county.base}/matters/${matterId}/progress`, form);
  if (answer.status !== 303) throw new Error(`no note: ${answer.status}`);
  const page = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
  const [, photoId = ""] = /\/photos\/([0-9a-f-]{36})"/.exec(page) ?? [];
  return { matterId, receiptCode, photoId };
}

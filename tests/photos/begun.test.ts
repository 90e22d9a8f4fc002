import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignmentMoves } from "../../worker/domain/assignments/moves.ts";
import { filingMoves } from "../../worker/domain/filings/moves.ts";
import { asksPhotos, type NamedField } from "../../worker/domain/kernel/input.ts";
import { caseworkerMoves } from "../../worker/domain/matters/moves.ts";
import { resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import { callMoves } from "../../worker/domain/whistles/moves.ts";
import { endedInFile } from "../../worker/http/begun.ts";
import { ordinary } from "../../worker/http/most.ts";
import { noteForm } from "./noted.ts";
import { sample, sewn } from "./samples.ts";

const large = sewn(sample("baseline.jpg"), new Uint8Array(300_000));
const type = (boundary: string) => `multipart/form-data; boundary=${boundary}`;

/** What a form is on its way. */
async function sent(form: FormData): Promise<{ bytes: Uint8Array; type: string }> {
  const request = new Request("http://here/", { method: "POST", body: form });
  const bytes = new Uint8Array(await request.arrayBuffer());
  return { bytes, type: request.headers.get("content-type") ?? "" };
}

/** What is read of a form of which so many bytes came, in so many pieces; null where nothing is, or can be. */
async function readOf(whole: { bytes: Uint8Array; type: string }, length: number, piece = 4096) {
  const came = whole.bytes.subarray(0, length);
  const pieces = Array.from({ length: Math.ceil(length / piece) }, (_, at) =>
    came.subarray(at * piece, (at + 1) * piece),
  );
  const bytes = endedInFile(pieces, whole.type);
  if (!bytes) return null;
  const read = new Response(new Uint8Array(bytes), { headers: { "content-type": whole.type } }).formData();
  const form = await read.catch(() => null);
  return form && [...form].map(([name, value]) => [name, typeof value === "string" ? value : "a file"]);
}

const text = "写了很久\r\n--x\r\n的进展";
const typed = [
  ["text", text],
  ["audience", "resident"],
];

describe("of a form of which only the beginning came", () => {
  test("all that was typed is read where it broke off within a file", async () => {
    const form = noteForm({ text, photos: ["placed.jpg", large] });
    const whole = await sent(form);
    for (const piece of [1000, 65_536, 1_000_000])
      expect(await readOf(whole, ordinary.bytes + 1, piece)).toEqual([
        ...typed,
        ["photos", "a file"],
        ["photos", "a file"],
      ]);
  });

  test("wherever it breaks off, it is all that was typed or nothing", async () => {
    const whole = await sent(noteForm({ text, photos: ["placed.jpg", "plain.png"] }));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.bytes.length), async (length) => {
        const read = await readOf(whole, length);
        if (read) expect(read.slice(0, 2)).toEqual(typed);
      }),
    );
    expect(await readOf(whole, whole.bytes.length - 300)).not.toBeNull();
  });

  test("nothing is, where words broke off, or it isn't such a form", async () => {
    const words = new FormData();
    words.set("photos", new File([sample("placed.jpg")], "a.jpg"));
    words.set("text", "修".repeat(100_000));
    const after = await sent(words);
    expect(await readOf(after, ordinary.bytes)).toBeNull();
    const whole = await sent(noteForm({ photos: [large] }));
    for (const other of [
      "multipart/form-data",
      "multipart/form-data; boundary=",
      type("other"),
      "text/plain",
    ])
      expect(endedInFile([whole.bytes.subarray(0, ordinary.bytes)], other)).toBeUndefined();
    expect(endedInFile([], whole.type)).toBeUndefined();
  });
});

test("forms ask for photos last: what is typed comes first, and isn't lost with them", () => {
  const moves = [...caseworkerMoves, ...assignmentMoves, ...resolutionMoves, ...callMoves, ...filingMoves];
  const asking = moves.filter(({ fields }) => fields.some(asksPhotos));
  expect(asking.map(({ verb }) => verb)).toContain("note");
  for (const { verb, fields } of asking) expect(asksPhotos(fields.at(-1) as NamedField), verb).toBe(true);
});

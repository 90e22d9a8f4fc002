import createClient from "openapi-fetch";
import type { paths } from "./types.ts";

/** Where the program works, and as whom. */
export interface Place {
  baseUrl: string;
  slug: string;
  org: { grid: string };
  officer: { username: string; password: string };
  photos: Blob[];
}

/**
 * What somebody's program looks like that has nothing but the types made from the API's description: a resident reads what is
 * promised and reports, a caseworker signs in, finds the matter, accepts it at the revision that was read, is refused at an older one, and notes
 * progress with photos; the resident adds a photo, and withdraws it.
 * It isn't compiled with the rest, since its types are made by a test.
 */
export async function work({ baseUrl, slug, org, officer, photos }: Place) {
  const anybody = createClient<paths>({ baseUrl });
  const path = { slug };
  const promised = await anybody.GET("/t/{slug}/api/v1/commitments", { params: { path } });
  if (promised.error) throw new Error(promised.error.title);
  const kinds: ("firstAsked" | "agency" | "oneWindow" | "promise")[] = promised.data.commitments.map(
    ({ kind }) => kind,
  );
  const reported = await anybody.POST("/t/{slug}/api/v1/matters", {
    params: { path, header: { "Idempotency-Key": crypto.randomUUID() } },
    body: {
      orgUnitId: org.grid,
      category: "lighting",
      body: "路灯不亮",
      place: "路口",
      reporterName: null,
      reporterPhone: "13812345678",
    },
  });
  if (reported.error) throw new Error(reported.error.title);

  const opened = await anybody.POST("/t/{slug}/api/v1/sessions", { params: { path }, body: officer });
  if (opened.error) throw new Error(opened.error.title);
  const headers = { authorization: `Bearer ${opened.data.token}` };
  const client = createClient<paths>({ baseUrl, headers });

  const matterId = reported.data.id;
  const one = { params: { path: { slug, matterId } } };
  const read = await client.GET("/t/{slug}/api/v1/matters/{matterId}", one);
  if (read.error) throw new Error(read.error.title);
  const before:
    | "reported"
    | "accepted"
    | "paused"
    | "resolved"
    | "closed"
    | "reopened"
    | "declined"
    | "merged"
    | "withdrawn" = read.data.state;

  const made = { path: one.params.path, header: { "If-Match": `"${read.data.revision}"` } };
  const accepting = { params: made };
  const accepted = await client.POST("/t/{slug}/api/v1/matters/{matterId}/acceptance", accepting);
  const again = await client.POST("/t/{slug}/api/v1/matters/{matterId}/acceptance", accepting);

  const noted = await client.POST("/t/{slug}/api/v1/matters/{matterId}/progress", {
    params: one.params,
    body: { text: "换好了灯泡", audience: "resident", photos },
    bodySerializer: asForm,
  });
  const list = await client.GET("/t/{slug}/api/v1/matters", { params: { path, query: { done: "0" } } });
  const found = list.data?.matters.find(({ id }) => id === matterId);

  const receipt = { params: { path: { slug, receiptCode: reported.data.receiptCode } } };
  const added = await anybody.POST("/t/{slug}/api/v1/receipts/{receiptCode}/additions", {
    params: { ...receipt.params, header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { text: "北门也坏了一盏", photos },
    bodySerializer: asForm,
  });
  const withdrawn = await anybody.POST("/t/{slug}/api/v1/receipts/{receiptCode}/withdrawal", {
    ...receipt,
    body: { reason: "自己修好了" },
  });
  return {
    kinds,
    before,
    accepted: accepted.data?.id,
    stale: again.error?.status,
    after: found?.state,
    noted: noted.data?.id,
    added: added.data?.id,
    withdrawn: withdrawn.data?.state,
    matterId,
  };
}

/** What the generated types call a form, as the browser's own. */
function asForm(body: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body))
    for (const each of [value].flat()) form.append(name, each);
  return form;
}

type Client = ReturnType<typeof createClient<paths>>;
const path = { slug: "x" };
const noCategory = { orgUnitId: "x", body: "y", place: "z" };
const notWhole = { revision: "1", aside: true };

/** What the types don't let through; each line fails to compile if they do. */
export const mistakes = [
  // @ts-expect-error no such address
  (client: Client) => client.GET("/t/{slug}/api/v1/matter", { params: { path } }),
  // @ts-expect-error not without the county
  (client: Client) => client.GET("/t/{slug}/api/v1/matters", { params: { path: {} } }),
  // @ts-expect-error not without the category
  (client: Client) => client.POST("/t/{slug}/api/v1/matters", { params: { path }, body: noCategory }),
  (client: Client) =>
    client.PUT("/t/{slug}/api/v1/rule-sets/{number}/aside", {
      params: { path: { slug: "x", number: 1 } },
      // @ts-expect-error a number, no text
      body: notWhole,
    }),
];

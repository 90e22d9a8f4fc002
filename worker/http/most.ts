import { largest } from "../domain/photos/read.ts";

/** What one request may send: bytes, and of a form so many fields. */
export interface Most {
  readonly bytes: number;
  readonly fields: number;
  /** Only so: what is sent there in another type may be no larger than elsewhere. */
  readonly as?: "multipart/form-data";
  /** Anybody may send it, so many of them from one network; otherwise whoever is signed in. */
  readonly from?: "anybody";
}

/** No form and no API document is larger. The largest form of the presets, 新野's scheme for communities, has 310 fields. */
export const ordinary: Most = { bytes: 128 * 1024, fields: 500 };

/** Rules come as whole documents and long forms, from people who are signed in. */
export const ofRules: Most = { bytes: 1024 * 1024, fields: 10_000 };

/** Photos come with a form, from people who are signed in: as much as they may be together, and the form besides. */
export const ofPhotos: Most = {
  bytes: largest.together + ordinary.bytes,
  fields: ordinary.fields,
  as: "multipart/form-data",
};

/** The same from residents, who have no account. */
export const ofResidents: Most = { ...ofPhotos, from: "anybody" };

const larger: readonly [RegExp, Most][] = [
  [/^\/(rules|api\/v1\/rule-sets)(\/|$)/, ofRules],
  [/^(\/api\/v1)?\/matters\/[^/]+\/progress$/, ofPhotos],
  [/^(\/api\/v1)?\/(matters|receipts\/[^/]+\/additions)$/, ofResidents],
];

/** What may be sent to a path within the county, where that is more than elsewhere. */
export const largerAt = (path: string): Most | undefined => larger.find(([at]) => at.test(path))?.[1];

/** The field by which the door says that it passes on the first bytes of a body alone, as many as any form has. */
export const cutShort = "x-cut-short";

/** The path within the tenant, without its prefix. */
export const pathInCounty = (path: string): string => path.replace(/^\/t\/[^/]+/, "") || "/";

/** How much of what is too large is heard out at a path within the county before the connection is dropped; in bytes. */
export const patienceAt = (path: string): number =>
  Math.max(64 * ordinary.bytes, 2 * (largerAt(path)?.bytes ?? 0));

/** What an error page gives back of what was typed; in bytes of UTF-8. */
export const mostKept = 32 * 1024;
/** The same for whoever sends too much: more than residents' forms have. */
export const fewKept = 8 * 1024;

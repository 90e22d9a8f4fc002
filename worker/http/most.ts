import { largest } from "../domain/photos/read.ts";

/** What one request may send: bytes, and of a form so many fields. */
export interface Most {
  readonly bytes: number;
  readonly fields: number;
  /** Only so: what is sent there in another type may be no larger than elsewhere. */
  readonly as?: "multipart/form-data";
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

const larger: readonly [RegExp, Most][] = [
  [/^\/(rules|api\/v1\/rule-sets)(\/|$)/, ofRules],
  [/^(\/api\/v1)?\/matters\/[^/]+\/progress$/, ofPhotos],
];

/** What may be sent to a path within the county by whoever is signed in, where that is more than elsewhere. */
export const largerAt = (path: string): Most | undefined => larger.find(([at]) => at.test(path))?.[1];

/** The path within the tenant, without its prefix. */
export const pathInCounty = (path: string): string => path.replace(/^\/t\/[^/]+/, "") || "/";

/** How much of what is too large is heard out at a path within the county before the connection is dropped; in bytes. */
export const patienceAt = (path: string): number =>
  Math.max(64 * ordinary.bytes, 2 * (largerAt(path)?.bytes ?? 0));

/** What an error page gives back of what was typed; in bytes of UTF-8. */
export const mostKept = 32 * 1024;

import { type C, pathOutside } from "../http/app-env.ts";
import { tagOf } from "./revisions.ts";

interface Answered {
  revision?: number | null;
  next?: string | number | null;
}

interface Operation {
  readonly method: string;
  readonly created?: string;
}

type Named = Record<string, unknown>;

/** What an answer says, said once more where programs look for it: in its header fields. */
export function fieldsOf(c: C, { method, created }: Operation, input: Named, answer: object) {
  const { revision, next } = answer as Answered;
  const reads = method === "get";
  return {
    // What isn't there yet has revision 0, and nothing to be sent back.
    ...(reads && revision ? { etag: tagOf(revision) } : {}),
    ...(reads && next != null ? { link: `<${nextPage(c, next)}>; rel="next"` } : {}),
    ...(created ? { location: locationOf(c, created, { ...input, ...answer }) } : {}),
  };
}

function nextPage(c: C, next: string | number): string {
  const asked = new URLSearchParams(c.req.query());
  asked.set("before", String(next));
  return `${pathOutside(c)}?${asked}`;
}

/** Below the API's own address, with the names in braces filled in. */
const locationOf = (c: C, created: string, named: Named): string =>
  `${c.var.base}/api/v1${created.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(named[name])))}`;

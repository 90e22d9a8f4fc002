import { NotFound } from "../domain/errors.ts";
import type { PhotoRow } from "../domain/photos/of-matter.ts";
import type { C } from "./app-env.ts";

/**
 * Answers with a photo, as nothing but a photo: the type is its row's, and no script in it would run. A browser keeps it and asks
 * each time, so that nobody sees it who may not any more. @throws NotFound where its file is gone
 */
export async function photoAnswer(c: C, { object, type, bytes, sha256 }: PhotoRow): Promise<Response> {
  const etag = `"${sha256}"`;
  const headers = {
    etag,
    "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (asked(c.req.header("if-none-match")).includes(etag)) return c.body(null, 304, headers);
  const { ctx } = c.var;
  const file = await ctx.photos.get(ctx.realm, object);
  if (!file) throw new NotFound("photo");
  return c.body(file.body, 200, { ...headers, "content-type": type, "content-length": String(bytes) });
}

const asked = (header = ""): string[] => header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));

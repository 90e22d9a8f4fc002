import { BadRequest } from "../domain/errors.ts";
import { isApi, type Middleware } from "./app-env.ts";
import { mustSayUtf8 } from "./charset.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Only the product's own pages may send its forms (OWASP: verify the origin). The API takes no cookies, so it asks
 * for JSON instead, which no foreign form can send.
 */
export const ownOriginOnly: Middleware = async (c, next) => {
  if (safe.has(c.req.method)) return next();
  mustSayUtf8(c.req.header("content-type"));
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (isApi(c)) {
    const empty = !c.req.raw.body && type === "";
    if (type !== "application/json" && !empty) throw new BadRequest(415, "请求正文须为 application/json");
    return next();
  }
  const { origin, host, "sec-fetch-site": site } = c.req.header();
  const same =
    origin === undefined ? site === "same-origin" : URL.canParse(origin) && new URL(origin).host === host;
  if (!same) throw new BadRequest(403, "请求不是从本站页面发出的");
  const form = type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
  if (!form && c.req.raw.body) throw new BadRequest(415, "请求正文须为表单");
  return next();
};

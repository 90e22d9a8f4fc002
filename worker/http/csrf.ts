import { BadRequest } from "../domain/errors.ts";
import { type C, isApi, type Middleware, pathWithin, typeOf } from "./app-env.ts";
import { mustSayUtf8 } from "./charset.ts";
import { limitStrangers } from "./limits.ts";
import { largerAt } from "./most.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Only the product's own pages may send its forms (OWASP: verify the origin). The API takes no cookies, so it asks
 * for JSON instead, which no foreign form can send; where photos are sent it takes a form as well, from whoever brings a
 * token, or where anybody may send them the header field Idempotency-Key, which no foreign form can bring either.
 */
export const ownOriginOnly: Middleware = async (c, next) => {
  if (safe.has(c.req.method)) return next();
  mustSayUtf8(c.req.header("content-type"));
  const type = typeOf(c);
  const sent = Boolean(c.req.raw.body || c.var.intake);
  if (isApi(c)) {
    const { as: form, from } = largerAt(pathWithin(c)) ?? {};
    const empty = !sent && type === "";
    if (type !== "application/json" && type !== form && !empty)
      throw new BadRequest(415, `请求正文须为 ${["application/json", form].filter(Boolean).join(" 或 ")}`);
    if (type === form && from === "anybody") mustBeAProgram(c);
    return next();
  }
  await mustBeFromHere(c);
  const form = type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
  if (!form && sent) throw new BadRequest(415, "请求正文须为表单");
  return next();
};

function mustBeAProgram(c: C): void {
  if (c.req.header("authorization") ?? c.req.header("idempotency-key")) return;
  throw new BadRequest(403, "以表单发送的，须带 Idempotency-Key，或者带令牌");
}

async function mustBeFromHere(c: C): Promise<void> {
  const from = senderOf(c.req.header());
  c.set("unproven", from === "unsaid");
  if (from !== "elsewhere") return;
  await limitStrangers(c);
  throw new BadRequest(403, "请求不是从本站页面发出的");
}

/**
 * Where a form was sent from, as far as the browser says. Old ones say no origin, some web views `null`; then the fetch
 * metadata count, then the page they name. Who says nothing at all must know the form's mark (own-form.ts).
 */
function senderOf({ origin, host, referer, "sec-fetch-site": site }: Record<string, string>) {
  const at = (address: string) =>
    URL.canParse(address) && new URL(address).host === host ? "here" : "elsewhere";
  if (origin !== undefined && origin !== "null") return at(origin);
  if (site !== undefined) return site === "same-origin" ? "here" : "elsewhere";
  if (referer !== undefined) return at(referer);
  // A page in a sandbox of another site says `null` too.
  return origin === undefined ? "unsaid" : "elsewhere";
}

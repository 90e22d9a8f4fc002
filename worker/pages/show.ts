import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Html, renderPage } from "../../views/html.ts";
import type { C } from "../http/app-env.ts";
import { leaveWord } from "../http/word.ts";

/** Answers with a whole page. */
export const show = (c: C, page: Html, status: ContentfulStatusCode = 200) =>
  c.html(renderPage(page), status);

/**
 * Sends the browser on after a form, so that a reload repeats nothing. `path` within the county; `said` stands once
 * on the page that comes next.
 */
export async function seeOther(c: C, path: string, said?: string) {
  if (said) await leaveWord(c, said);
  return c.redirect(`${c.var.base}${path}` || "/", 303);
}

/** Only back to a page of the same site: an address that leads elsewhere is dropped. */
export function safeReturn(c: C, wanted: unknown, otherwise: string): string {
  const { base } = c.var;
  const here = "http://here";
  if (typeof wanted !== "string" || !URL.canParse(wanted, here)) return base + otherwise;
  const { origin, pathname, search } = new URL(wanted, here);
  // `/.//elsewhere` becomes `//elsewhere`, which a browser takes for another host.
  const stays = origin === here && wanted.startsWith("/") && !pathname.startsWith("//");
  const within = pathname === base || pathname.startsWith(`${base}/`);
  return stays && within ? pathname + search : base + otherwise;
}

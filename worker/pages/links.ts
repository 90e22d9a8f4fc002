import type { C } from "../http/app-env.ts";

/** The address people open, as they would type it. */
export const publicOrigin = (c: C): string => {
  const { publicUrl } = c.env.world;
  const { protocol } = new URL(publicUrl || c.req.url);
  return `${protocol}//${c.req.header("host") ?? new URL(c.req.url).host}`;
};

/** An invitation's link in full, for sending it on. */
export const invitationLink = (c: C, token: string): string =>
  `${publicOrigin(c)}${c.var.base}/invitations/${token}`;

/** The link by which an invited visitor opens a county. */
export const openingLink = (c: C, token: string): string => `${publicOrigin(c)}/openings/${token}`;

/** The first admin's link into a county, from the platform's pages. */
export const adminLink = (c: C, slug: string, token: string): string =>
  `${publicOrigin(c)}/t/${slug}/invitations/${token}`;

/** Where the holder of a receipt reads about the matter. */
export const receiptLink = (c: C, code: string): string =>
  `${publicOrigin(c)}${c.var.base}/receipts/${encodeURIComponent(code)}`;

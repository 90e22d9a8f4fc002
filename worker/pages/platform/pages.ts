import { Hono } from "hono";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { keepCookie } from "../../http/cookies.ts";
import { submitted } from "../../http/form.ts";
import { allow, elderCookie } from "../../http/session.ts";
import { accountPages } from "../accounts.tsx";
import { invitationPages } from "../invitations.tsx";
import { safeReturn } from "../show.ts";
import { galleryPages } from "./gallery.tsx";
import { openingPages } from "./opening.tsx";
import { rootFiles } from "./root-files.ts";
import { statusPages } from "./status.tsx";
import { tenantPages } from "./tenants.tsx";

/** The platform's own pages: its home, the operator's desk, the way to open a county. */
export const platformPages = new Hono<AppEnv>();

platformPages.route("/", rootFiles);
platformPages.route("/", accountPages);
platformPages.route("/", tenantPages);
platformPages.route("/", statusPages);
platformPages.route("/", openingPages);
platformPages.route("/", invitationPages);
platformPages.route("/", galleryPages);

platformPages.post("/preferences", allow(countyNoun.rights.setPreference), async (c) => {
  const { values } = await submitted(c);
  keepCookie(c, elderCookie, values.elder === "on" ? "on" : "");
  return c.redirect(safeReturn(c, values.back, "/"), 303);
});

import { Hono } from "hono";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { submitted } from "../../http/form.ts";
import { allow, keepPreference } from "../../http/session.ts";
import { invitationPages } from "../invitations.tsx";
import { safeReturn } from "../show.ts";
import { residentMatters } from "./matters.tsx";

/** What anybody sees of a county without an account. */
export const residentPages = new Hono<AppEnv>();

residentPages.route("/", residentMatters);
residentPages.route("/", invitationPages);

residentPages.post("/preferences", allow(countyNoun.rights.setPreference), async (c) => {
  const { values } = await submitted(c);
  keepPreference(c, values.elder === "on");
  return c.redirect(safeReturn(c, values.back, "/"), 303);
});

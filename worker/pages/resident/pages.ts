import { Hono } from "hono";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { keepCookie } from "../../http/cookies.ts";
import { submitted } from "../../http/form.ts";
import { allow, elderCookie, nearCookie } from "../../http/session.ts";
import { invitationPages } from "../invitations.tsx";
import { safeReturn } from "../show.ts";
import { residentCounty } from "./county.tsx";
import { residentMatters } from "./matters.tsx";

/** What anybody sees of a county without an account. */
export const residentPages = new Hono<AppEnv>();

residentPages.route("/", residentMatters);
residentPages.route("/", residentCounty);
residentPages.route("/", invitationPages);

const isId = (sent: string): boolean => /^[0-9A-Za-z-]{1,64}$/.test(sent);

residentPages.post("/preferences", allow(countyNoun.rights.setPreference), async (c) => {
  const { elder, near, back } = (await submitted(c)).values;
  if (elder !== undefined) keepCookie(c, elderCookie, elder === "on" ? "on" : "");
  if (near !== undefined) keepCookie(c, nearCookie, typeof near === "string" && isId(near) ? near : "");
  return c.redirect(safeReturn(c, back, "/"), 303);
});

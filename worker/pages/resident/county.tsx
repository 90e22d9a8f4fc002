import { Hono } from "hono";
import { CommitmentsPage } from "../../../views/county/commitments.tsx";
import { promisesTitle } from "../../../views/layout/identity.tsx";
import { promised } from "../../domain/county/promised.ts";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { show } from "../show.ts";

/** What a county tells residents of itself. */
export const residentCounty = new Hono<AppEnv>();

residentCounty.get("/commitments", allow(countyNoun.rights.visit), async (c) => {
  const found = await promised(c.var.ctx);
  const title = promisesTitle(found.commitments.length > 0);
  return show(c, <CommitmentsPage frame={frameOf(c, title)} promised={found} />);
});

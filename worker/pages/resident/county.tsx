import { Hono } from "hono";
import { CommitmentsPage } from "../../../views/county/commitments.tsx";
import { ChooseCommunity, GridsFound, GridsOf, GridView, gridsTitle } from "../../../views/county/grids.tsx";
import { PrivacyPage } from "../../../views/county/privacy.tsx";
import { promisesTitle } from "../../../views/layout/identity.tsx";
import { gridPage, gridsCalled, gridsOf } from "../../domain/county/grids.ts";
import { privacy } from "../../domain/county/privacy.ts";
import { promised } from "../../domain/county/promised.ts";
import { countyNoun } from "../../domain/county/rights.ts";
import { communities } from "../../domain/matters/residents.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { cookies } from "../../http/cookies.ts";
import { allow, nearOf } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { searchIn } from "../search.ts";
import { seeOther, show } from "../show.ts";

/** What a county tells residents of itself. */
export const residentCounty = new Hono<AppEnv>();

residentCounty.get("/commitments", allow(countyNoun.rights.visit), async (c) => {
  const found = await promised(c.var.ctx);
  const title = promisesTitle(found.commitments.length > 0);
  return show(c, <CommitmentsPage frame={frameOf(c, title)} promised={found} />);
});

residentCounty.get("/grids", allow(countyNoun.rights.visit), (c) => {
  const typed = searchIn(c);
  if (typed !== "") return foundPage(c, typed);
  const community = c.req.query("community") ?? nearOf(c);
  return community === "" ? choicePage(c) : communityPage(c, community.slice(0, 64));
});

async function foundPage(c: C, typed: string) {
  const found = await gridsCalled(c.var.ctx, typed);
  return show(c, <GridsFound frame={frameOf(c, gridsTitle)} typed={typed} found={found} />);
}

async function choicePage(c: C) {
  const groups = await communities(c.var.ctx);
  return show(c, <ChooseCommunity frame={frameOf(c, gridsTitle)} groups={groups} near={nearOf(c)} />);
}

/** One that was closed since it was chosen: they choose anew. */
async function communityPage(c: C, community: string) {
  const near = await gridsOf(c.var.ctx, community);
  if (!near) return seeOther(c, "/grids?community=");
  return show(c, <GridsOf frame={frameOf(c, gridsTitle)} near={near} />);
}

residentCounty.get("/grids/:orgUnitId", allow(countyNoun.rights.visit), async (c) => {
  const page = await gridPage(c.var.ctx, c.req.param("orgUnitId"));
  return show(c, <GridView frame={frameOf(c, page.unit.name)} page={page} />);
});

residentCounty.get("/privacy", allow(countyNoun.rights.visit), async (c) => {
  const kept = await privacy(c.var.ctx);
  const said = Object.entries(cookies).map(([name, facts]) => ({ name, ...facts }));
  return show(c, <PrivacyPage frame={frameOf(c, "隐私说明")} kept={kept} cookies={said} />);
});

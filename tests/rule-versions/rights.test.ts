import { beforeAll, describe, expect, test } from "vitest";
import { grants } from "../../db/kernel/schema.ts";
import { Forbidden, NotFound } from "../../worker/domain/errors.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { setDraftAside, startDraft } from "../../worker/domain/rules/drafts.ts";
import { editItem, removeItem } from "../../worker/domain/rules/edit.ts";
import { ruleHistory } from "../../worker/domain/rules/history.ts";
import { publicationPage } from "../../worker/domain/rules/publication.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { ruleVersion } from "../../worker/domain/rules/version.ts";
import { withdrawVersion } from "../../worker/domain/rules/withdraw.ts";
import { everythingIn } from "../kernel/everything.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { draft, edit, publish } from "./drafting.ts";

const others = [
  "streetOfficer",
  "communityOfficer",
  "gridWorker",
  "liaison",
  "secretary",
  "inspector",
] as const satisfies Who[];

/** What only the draft says. */
const intent = "尚未公布的打算";

let county: County;
let open: number;
let coming: number;
beforeAll(async () => {
  county = await newCounty();
  open = await draft(county);
  await edit(county, open, "handling.overall", (value) => ({
    ...value,
    source: [{ ours: true, why: intent }],
  }));
  coming = await draft(county);
  await publish(county, coming, { effectiveOn: "2099-01-01" });
});

describe.each(others)("to a county's %s", (who) => {
  test("drafts aren't there, neither in the history nor by their number", async () => {
    const { versions, mayDraft } = await ruleHistory(county.as(who));
    expect([mayDraft, versions.map(({ number }) => number)]).toEqual([false, [coming, 1]]);
    await expect(ruleVersion(county.as(who), open)).rejects.toBeInstanceOf(NotFound);
    await expect(publicationPage(county.as(who), open)).rejects.toBeInstanceOf(NotFound);
    expect((await ruleVersion(county.as(who), coming)).mayDraft).toBe(false);
  });

  test("pages and API of a draft are missing or refused, and offer nothing of it", async () => {
    const browser = await signedIn(county, who);
    const at = (path: string) => browser.get(`${county.base}/rules/${open}${path}`);
    for (const path of [
      "",
      "/full",
      "/differences",
      "/differences?against=base",
      "/preview",
      "/sections/handling",
      "/file.json",
      "/file.yaml",
    ]) {
      const answer = await at(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain(intent);
    }
    for (const path of ["/items/handling.overall", "/publication"]) {
      expect([path, (await at(path)).status]).toEqual([path, 403]);
    }
    const token = bearer(await sessionOf(county.as(who), "api"));
    for (const path of ["", "/diff", "/diff?against=base", "/preview"]) {
      const address = `${county.base}/api/v1/rule-sets/${open}${path}`;
      expect([path, (await newVisitor().json("GET", address, undefined, token)).status]).toEqual([path, 404]);
    }
  });

  test("pages of published versions have no button to write with", async () => {
    const browser = await signedIn(county, who);
    for (const path of ["/rules", "/rules/versions", `/rules/${coming}`, "/rules/1"]) {
      const answer = await browser.get(county.base + path);
      expect([path, answer.status]).toEqual([path, 200]);
      const html = await answer.text();
      const written = html.match(/<form[^>]*>/g)?.filter((form) => !form.includes('method="get"')) ?? [];
      expect(written.join()).not.toMatch(/action="[^"]*\/rules\//);
      expect(html).not.toContain(`/rules/${open}`);
    }
  });

  test("nothing can be written", async () => {
    const before = await everythingIn(county.db);
    const ctx = () => county.as(who);
    const at = { number: open, revision: 2 };
    const acts = [
      startDraft(ctx(), {}),
      startDraft(ctx(), { preset: "yulin" }),
      editItem(ctx(), { ...at, path: "handling.overall", value: { limit: { days: 1 } } }),
      removeItem(ctx(), { ...at, path: "handling.levels.county" }),
      setDraftAside(ctx(), { ...at, aside: true }),
      publishDraft(ctx(), { ...at, note: "偷改" }),
      withdrawVersion(ctx(), { number: coming }),
    ];
    for (const outcome of await Promise.allSettled(acts)) {
      expect(outcome).toMatchObject({ status: "rejected" });
      const { reason } = outcome as PromiseRejectedResult;
      expect([Forbidden, NotFound].some((kind) => reason instanceof kind)).toBe(true);
    }
    expect(await everythingIn(county.db)).toEqual(before);
  });
});

test("an admin of a part of the tree reads the rules and writes none of them", async () => {
  const { db, org, people } = county;
  const accountId = people.otherWorker.actor.accountId ?? "";
  const grant = { role: "county_admin", scopeKind: "org", scopeId: org.street } as const;
  await db.write([
    db.orm
      .insert(grants)
      .values({ id: newId(Date.now()), accountId, ...grant, grantedAt: county.as(null).now }),
  ]);
  const part = county.as("otherWorker");
  const ctx = { ...part, actor: { ...part.actor, grants: [{ ...grant, scopeName: null }] } };
  expect((await ruleHistory(ctx)).mayDraft).toBe(false);
  await expect(ruleVersion(ctx, open)).rejects.toBeInstanceOf(NotFound);
  await expect(startDraft(ctx, {})).rejects.toBeInstanceOf(NotFound);
  await expect(publishDraft(ctx, { number: open, revision: 2, note: "改" })).rejects.toBeInstanceOf(NotFound);
  const browser = await signedIn(county, "otherWorker");
  expect((await browser.post(`${county.base}/rules/versions`, { from: "version:1" })).status).toBe(404);
  expect((await browser.get(`${county.base}/rules/${open}`)).status).toBe(404);
  expect((await browser.get(`${county.base}/rules/${open}/sections/handling`)).status).toBe(404);
  expect((await browser.get(`${county.base}/rules/${open}/publication`)).status).toBe(404);
});

test("another county's admin has drafts under the same numbers, and only their own", async () => {
  const other = await newCounty();
  const theirs = await draft(other, { preset: "yulin" });
  expect(theirs).toBe(open);
  await edit(other, theirs, "handling.overall", (value) => ({ ...value, limit: { workdays: 77 } }));
  const browser = await signedIn(other, "admin");
  expect(await (await browser.get(`${other.base}/rules/${theirs}/file.json`)).text()).toContain(
    '"workdays": 77',
  );
  for (const path of ["", "/file.json", "/publication", "/items/handling.overall"]) {
    const away = await browser.get(`${county.base}/rules/${open}${path}`);
    expect([path, away.headers.get("location")?.includes("/session/new")]).toEqual([path, true]);
  }
  const before = await everythingIn(county.db);
  for (const path of ["/publication", "/discarding", "/items/handling.overall", "/withdrawal"]) {
    const answer = await browser.post(`${county.base}/rules/${open}${path}`, { revision: "2", note: "改" });
    expect([path, answer.status]).toEqual([path, 401]);
  }
  const token = bearer(await sessionOf(other.as("admin"), "api"));
  const api = await newVisitor().json("POST", `${county.base}/api/v1/rule-sets`, {}, token);
  expect(api.status).toBe(401);
  expect(await everythingIn(county.db)).toEqual(before);
});

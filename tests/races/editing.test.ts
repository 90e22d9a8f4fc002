import { and, asc, eq } from "drizzle-orm";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { clocks, events } from "../../db/tenant/schema/work.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, named, text } from "../views/parsed.ts";

let county: County;
let meetingId: string;

beforeAll(async () => {
  county = await newCounty();
  meetingId = (await county.meeting()).id;
});

const rowOf = async (id: string) => {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(resolutions).where(eq(resolutions.id, id)),
  });
  return rows[0];
};

const editsOf = async (id: string) => {
  const ours = and(eq(audit.subject, `resolution:${id}`), eq(audit.action, "resolution.edit"));
  const { entries, kept } = await county.db.read({
    entries: county.db.orm.select().from(audit).where(ours).orderBy(asc(audit.seq)),
    kept: county.db.orm
      .select()
      .from(events)
      .where(and(eq(events.noun, "resolution"), eq(events.record, id), eq(events.kind, "edited"))),
  });
  return { entries, kept };
};

/** A form as a browser would send it back, read out of the page. */
async function formOn(browser: Visitor, path: string): Promise<Record<string, string | string[]>> {
  return fieldsOf(await (await browser.get(path)).text());
}

function fieldsOf(html: string): Record<string, string | string[]> {
  const document = parse(html);
  const main = named(document, "main")[0];
  if (!main) throw new Error("no main");
  const hidden = named(main, "input").filter((input) => attribute(input, "type") === "hidden");
  return Object.fromEntries(
    hidden.map((input) => [attribute(input, "name") ?? "", attribute(input, "value") ?? ""]),
  );
}

const content = (body: string) => ({
  kind: "task",
  body,
  leadId: county.units.water,
  assistantIds: [county.units.power],
});

describe("two members save the same resolution at once", () => {
  test("on pages: one wins, the other is told who and when, keeps their words, and may overwrite", async () => {
    const { id } = await county.resolution(meetingId);
    const path = `${county.base}/resolutions/${id}`;
    const members = { secretary: "秘书改成周三前换好", liaison: "联络员改成周五前换好" };
    const browsers = new Map<string, Visitor>();
    const sent = await Promise.all(
      Object.entries(members).map(async ([who, body]) => {
        const browser = await signedIn(county, who as Who);
        browsers.set(who, browser);
        return { who, body, fields: { ...(await formOn(browser, `${path}/edit`)), ...content(body) } };
      }),
    );
    const answers = await Promise.all(
      sent.map(async ({ who, body, fields }) => {
        const answer = await (browsers.get(who) as Visitor).post(path, fields, {
          now: "2029-11-21T09:00:00.000Z",
        });
        return { who, body, answer, html: await answer.text() };
      }),
    );
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([303, 409]);
    const winner = answers.find(({ answer }) => answer.status === 303) as (typeof answers)[number];
    const loser = answers.find(({ answer }) => answer.status === 409) as (typeof answers)[number];

    expect(await rowOf(id)).toMatchObject({
      body: winner.body,
      revision: 2,
      changedBy: `${winner.who}-${county.slug}`,
    });
    const document = parse(loser.html);
    const alert = named(document, "div").find((element) => attribute(element, "role") === "alert");
    const said = alert ? text(alert) : "";
    expect(said).toContain(`${winner.who}-${county.slug}`);
    expect(said).toContain("17:00");
    expect(said).toContain(winner.body);
    expect(said).toContain(loser.body);
    expect(named(document, "textarea").map(text)).toContain(loser.body);

    const kept = fieldsOf(loser.html);
    expect(kept.revision).toBe("2");
    const saved = await (browsers.get(loser.who) as Visitor).post(path, { ...kept, ...content(loser.body) });
    expect(saved.status).toBe(303);
    expect(await rowOf(id)).toMatchObject({ body: loser.body, revision: 3 });
    const { entries, kept: told } = await editsOf(id);
    expect(entries.map(({ actorName }) => actorName)).toEqual([
      `${winner.who}-${county.slug}`,
      `${loser.who}-${county.slug}`,
    ]);
    expect(told).toHaveLength(2);
  });

  test("by the API: one wins, the other gets a problem document with what stands now", async () => {
    const { id } = await county.resolution(meetingId);
    const path = `${county.base}/api/v1/resolutions/${id}`;
    const members = { admin: "管理员的说法", secretary: "秘书的说法" };
    const save = async (who: Who, body: string, revision: number) => {
      const token = await sessionOf(county.as(who), "api");
      const sent = { ...content(body), revision };
      return newVisitor().json("PUT", path, sent, { ...bearer(token), now: "2029-11-21T09:00:00.000Z" });
    };
    const answers = await Promise.all(
      Object.entries(members).map(async ([who, body]) => {
        const answer = await save(who as Who, body, 1);
        return { who, body, status: answer.status, answer, json: await answer.json() };
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers.find(({ status }) => status === 200) as (typeof answers)[number];
    const loser = answers.find(({ status }) => status === 409) as (typeof answers)[number];
    expect(loser.answer.headers.get("content-type")).toBe("application/problem+json");
    expect(loser.json).toMatchObject({
      type: "urn:lianzhi:problem:conflict",
      status: 409,
      current: {
        changedBy: `${winner.who}-${county.slug}`,
        changedAt: "2029-11-21T09:00:00.000Z",
        revision: 2,
        fields: [{ name: "body", label: "决议内容", value: winner.body }, {}, {}, {}],
      },
    });
    expect((await save(loser.who as Who, loser.body, 2)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ body: loser.body, revision: 3 });
  });

  test("twenty at once on one revision: exactly one is stored, and the task has its clocks once", async () => {
    const { id } = await county.resolution(meetingId);
    const token = await sessionOf(county.as("secretary"), "api");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const sent = { ...content(`第 ${index} 种说法`), revision: 1 };
        return newVisitor().json("PUT", `${county.base}/api/v1/resolutions/${id}`, sent, bearer(token));
      }),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    const { entries, kept } = await editsOf(id);
    expect([entries.length, kept.length]).toEqual([1, 1]);
    expect(await rowOf(id)).toMatchObject({ revision: 2, body: `第 ${statuses.indexOf(200)} 种说法` });
    const ours = and(eq(clocks.noun, "resolution"), eq(clocks.record, id), eq(clocks.state, "running"));
    const { running } = await county.db.read({ running: county.db.orm.select().from(clocks).where(ours) });
    expect(running.map(({ kind, owner }) => [kind, owner]).sort()).toEqual([
      ["assist", county.units.power],
      ["lead", county.units.water],
    ]);
  });
});

import { randomBytes } from "node:crypto";
import { actorWith } from "../../bin/demo/acting.ts";
import { anchorsFrom } from "../../bin/keys.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import type { Database } from "../../db/client.ts";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { type Actor, type Context, visitor as nobody } from "../../worker/domain/kernel/context.ts";
import { newId, secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { type Instant, instant } from "../../worker/time/instants.ts";
import { actingIn, operatorOf } from "./contexts.ts";
import { openCopy } from "./copies.ts";
import { meetingDay } from "./days.ts";
import { cheapPasswords } from "./passwords.ts";
import { catalog, stack } from "./stack.ts";
import type { Landmarks, Template, Who } from "./template.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

export { provisionerOf } from "./contexts.ts";
export type { Who } from "./template.ts";

export interface Person {
  username: string;
  password: string;
  actor: Actor;
}

/** A county of its own for one test file, small but complete, on the real stack. */
export interface County {
  slug: string;
  /** `/t/<slug>` */
  base: string;
  db: Database;
  org: Landmarks["org"];
  units: Landmarks["units"];
  people: Record<Who, Person>;
  /** A context in which somebody acts directly on the domain; without a name, a visitor. */
  as(who: Who | null, at?: string): Context;
  /** A browser without JavaScript, signed in as somebody. */
  visit(who: Who): Promise<Visitor>;
  /** An API token of somebody. */
  token(who: Who): Promise<string>;
  /** A matter of the grid, fresh from a resident. */
  matter(words?: Partial<Record<string, string>>): Promise<{ id: string; receiptCode: string }>;
  /** A joint meeting of the county, to come, with all units as members. */
  meeting(): Promise<{ id: string }>;
  /** A task of that meeting, led by the water works. */
  resolution(meetingId: string, body?: string): Promise<{ id: string }>;
}

/** An operator's context on the catalog. */
export const operatorContext = (
  vars: WorkerVars = stack.vars,
  at: Instant = instant(Date.now()),
): Promise<Context> => operatorOf(vars, at);

/** An operator with a password, for signing in on the platform. */
export async function newOperator(
  vars: WorkerVars = stack.vars,
): Promise<{ username: string; password: string }> {
  const db = catalog(vars);
  const id = newId(Date.now());
  const { password } = stack.template;
  const username = `operator-${randomBytes(4).toString("hex")}`;
  await db.write([
    db.orm.insert(accounts).values({
      id,
      username,
      name: "运维",
      passwordHash: await cheapPasswords.hash(password),
      createdAt: instant(Date.now()),
    }),
    db.orm.insert(grants).values({
      id: newId(Date.now()),
      accountId: id,
      role: "operator",
      scopeKind: "platform",
      grantedAt: instant(Date.now()),
    }),
  ]);
  return { username, password };
}

/** In the shared installation or another one; where the stack isn't running, `template` must be given. `place`: its server. */
export async function newCounty(
  options: { vars?: WorkerVars; url?: string; template?: Template; place?: string } = {},
): Promise<County> {
  const { vars = stack.vars, url = stack.url, template = stack.template } = options;
  const { copy, db } = await openCopy(template, vars, options.place);
  const { slug, org, units, password } = copy;
  const people = Object.fromEntries(
    Object.entries(copy.seats).map(([who, { accountId, grant }]) => [
      who,
      { username: who.toLowerCase(), password, actor: actorWith(`${who}-${slug}`, accountId, grant) },
    ]),
  ) as Record<Who, Person>;

  const secrets = await secretsFrom(vars.SECRETS_KEY, vars.SECRETS_KEY_PREVIOUS);
  const within = { db, slug, secrets, anchors: anchorsFrom(vars) };
  const as = (who: Who | null, at: string = new Date().toISOString()): Context =>
    actingIn(within, who === null ? nobody : people[who].actor, instant(at));
  const base = `/t/${slug}`;
  return {
    slug,
    base,
    db,
    org,
    units,
    people,
    as,
    visit: async (who) => {
      const browser = newVisitor(url);
      const { username, password } = people[who];
      const answer = await browser.post(`${base}/session`, { username, password });
      if (answer.status !== 303) throw new Error(`sign-in failed: ${answer.status}`);
      return browser;
    },
    token: async (who) => {
      const { username, password } = people[who];
      const answer = await newVisitor(url).json("POST", `${base}/api/v1/sessions`, { username, password });
      return ((await answer.json()) as { token: string }).token;
    },
    matter: (words = {}) =>
      reportMatter(as(null), {
        orgUnitId: org.grid,
        category: firstCategory,
        body: "三单元楼道的水管漏水，已经流到一楼",
        place: "劳动街小区3号楼",
        reporterName: "王女士",
        reporterPhone: "13812345678",
        ...words,
      }),
    meeting: () =>
      scheduleMeeting(as("secretary"), {
        series: "countyJoint",
        orgUnitId: org.root,
        title: "城市基层治理联席会议",
        date: meetingDay,
        time: "09:30",
        place: "第二会议室",
        members: [...Object.values(units), org.street],
      }),
    resolution: (meetingId, body = "更换北关社区老旧水管") =>
      logResolution(as("secretary"), {
        meetingId,
        kind: "task",
        body,
        leadId: units.water,
        assistantIds: [units.power],
      }),
  };
}

/** A leaf category that every preset has. */
const firstCategory = "drainage";

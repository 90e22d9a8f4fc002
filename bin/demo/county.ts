import { eq, isNull } from "drizzle-orm";
import type { DemoCounty, DemoMatter, DemoMeeting, DemoPerson, DemoResolution } from "../../db/demo/types.ts";
import { accounts } from "../../db/kernel/schema.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { sealAudit } from "../../worker/domain/audit/seal.ts";
import { Forbidden } from "../../worker/domain/errors.ts";
import { type Actor, visitor } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/policy.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { acceptMatter, declineMatter, resolveMatter } from "../../worker/domain/matters/handle.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { completeResolution, reportProgress } from "../../worker/domain/resolutions/carryOut.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reviewResolution } from "../../worker/domain/resolutions/review.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type Instant, localDateOf } from "../../worker/rules/time.ts";
import { acting, actorWith, after, momentOf, newPassword, openedAt, type Stage } from "./acting.ts";

export interface SignIn {
  username: string;
  password: string;
  unit?: string;
  grid?: string;
}

/** The sign-ins that are written down; everybody else's password is thrown away. */
export interface CountySignIns {
  admin: SignIn;
  secretary: SignIn;
  liaison: SignIn;
  gridWorker: SignIn;
}

/** Fills one opened county with its sample, through the commands that people use. */
export async function fillCounty(
  stage: Stage,
  county: DemoCounty,
  adminToken: string,
): Promise<CountySignIns> {
  const begun = openedAt(stage.today);
  const passwords = new Map<string, SignIn>();
  const keys = noted(county);
  const known = new Set(Object.values(keys));
  const rootId = await rootOf(stage);
  const adminPerson = one(county.people, ({ key }) => key === "admin");
  const admin = await firstAdmin(stage, adminPerson, adminToken, rootId, county.name, passwords);

  const org = new Map<string, string>();
  for (const node of county.org) {
    if (node.parent === null) {
      org.set(node.key, rootId);
      continue;
    }
    const { level, name, code, grid } = node;
    const input = { parentId: org.get(node.parent), level, name, code, ...grid };
    org.set(node.key, (await addOrgUnit(acting(stage, admin, begun), input)).id);
  }

  const units = new Map<string, string>();
  for (const { key, name, unitKind, seat } of county.units) {
    const added = await addUnit(acting(stage, admin, begun), {
      name,
      kind: unitKind,
      orgUnitId: org.get(seat),
    });
    units.set(key, added.id);
  }

  const people = new Map<string, Actor>([[adminPerson.key, admin]]);
  for (const person of county.people.filter(({ key }) => key !== "admin")) {
    people.set(
      person.key,
      await join(stage, person, admin, scopeOf(person, county, org, units), passwords, known.has(person.key)),
    );
  }

  const cast: Cast = { stage, county, org, units, people };
  for (const matter of county.matters) await tellMatter(cast, matter);
  for (const meeting of inOrder(stage, county.meetings)) await holdMeeting(cast, meeting);
  await sealAudit(stage);
  return signIns(keys, passwords);
}

interface Cast {
  stage: Stage;
  county: DemoCounty;
  org: Map<string, string>;
  units: Map<string, string>;
  people: Map<string, Actor>;
}

interface Scope {
  kind: "org" | "unit";
  id: string;
  name: string;
}

async function rootOf({ db }: Stage): Promise<string> {
  const { root } = await db.read({
    root: db.orm.select({ id: orgUnits.id }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  return one(root, () => true).id;
}

function scopeOf(
  person: DemoPerson,
  county: DemoCounty,
  org: Map<string, string>,
  units: Map<string, string>,
): Scope {
  if ("org" in person.scope) {
    const { org: key } = person.scope;
    return { kind: "org", id: org.get(key) ?? "", name: one(county.org, (node) => node.key === key).name };
  }
  const { unit: key } = person.scope;
  return { kind: "unit", id: units.get(key) ?? "", name: one(county.units, (unit) => unit.key === key).name };
}

async function firstAdmin(
  stage: Stage,
  person: DemoPerson,
  token: string,
  rootId: string,
  countyName: string,
  passwords: Map<string, SignIn>,
): Promise<Actor> {
  const scope: Scope = { kind: "org", id: rootId, name: countyName };
  return accept(stage, person, token, scope, passwords, { username: "admin", password: newPassword() });
}

async function join(
  stage: Stage,
  person: DemoPerson,
  admin: Actor,
  scope: Scope,
  passwords: Map<string, SignIn>,
  known: boolean,
): Promise<Actor> {
  const ctx = acting(stage, admin, openedAt(stage.today));
  const { id } = await invitePerson(ctx, { name: person.name, role: person.role, scope: scope.id });
  const password = known ? newPassword() : unknownPassword;
  const username = person.key.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  return accept(stage, person, await invitationToken(ctx, id), scope, passwords, { username, password });
}

/** Where a liaison and a grid worker sit, for whoever follows their work. */
function seatOf({ role }: DemoPerson, { name }: Scope): Pick<SignIn, "unit" | "grid"> {
  if (role === "unit_liaison") return { unit: name };
  return role === "grid_worker" ? { grid: name } : {};
}

/** Nobody knows it; one hash serves all who never sign in. */
const unknownPassword = newPassword();

async function accept(
  stage: Stage,
  person: DemoPerson,
  token: string,
  scope: Scope,
  passwords: Map<string, SignIn>,
  credentials: { username: string; password: string },
): Promise<Actor> {
  const ctx = acting(stage, visitor, openedAt(stage.today));
  const { accountId } = await acceptInvitation(ctx, { token, ...credentials });
  passwords.set(person.key, { ...credentials, ...seatOf(person, scope) });
  await rename(stage, accountId, person.name);
  return actorWith(person.name, accountId, {
    role: person.role as Role,
    scopeKind: scope.kind,
    scopeId: scope.id,
    scopeName: scope.name,
  });
}

/** The first admin's account bears the name the county was opened with; in the sample it is the sample's. */
async function rename({ db }: Stage, accountId: string, name: string): Promise<void> {
  await db.write([db.orm.update(accounts).set({ name }).where(eq(accounts.id, accountId))]);
}

async function tellMatter(cast: Cast, matter: DemoMatter): Promise<void> {
  const { stage, org, people } = cast;
  const { source, category, text: body, place } = matter;
  const resident = source === "resident" || source === "hotline";
  const reporter = people.get(matter.reporter) ?? visitor;
  let at = momentOf(stage, matter.reported);
  const contact = resident ? { reporterName: matter.reporter, reporterPhone: "13800000000" } : {};
  const input = { orgUnitId: org.get(matter.org), category, body, place, source, ...contact };
  const { id: matterId, receiptCode } = await reportMatter(acting(stage, reporter, at), input);
  for (const step of matter.steps) {
    at = later(momentOf(stage, step.when), after(at, 5));
    if (step.kind === "evaluated") {
      const { solved, comment } = step;
      await evaluateMatter(acting(stage, visitor, at), { receiptCode, solved, comment });
      continue;
    }
    await byWhoMay(cast, matter.org, step.by, async (by) => {
      const ctx = acting(stage, by, at);
      if (step.kind === "accepted") await acceptMatter(ctx, { matterId });
      if (step.kind === "declined") await declineMatter(ctx, { matterId, reason: step.reason });
      if (step.kind === "resolved") await resolveMatter(ctx, { matterId, outcome: step.result });
    });
  }
}

/** A matter that was raised is no longer the named person's: then the officers above the place act, from below up. */
async function byWhoMay(
  cast: Cast,
  place: string,
  named: string,
  act: (by: Actor) => Promise<void>,
): Promise<void> {
  const { county, people } = cast;
  const officers: string[] = [];
  for (
    let key: string | null = place;
    key !== null;
    key = one(county.org, (node) => node.key === key).parent
  ) {
    if (people.has(`officer-${key}`)) officers.push(`officer-${key}`);
  }
  for (const key of [named, ...officers, "admin"]) {
    try {
      return await act(actor(people, key));
    } catch (error) {
      if (!(error instanceof Forbidden)) throw error;
    }
  }
  throw new Error(`nobody in the sample may handle a matter at ${place}`);
}

async function holdMeeting(cast: Cast, meeting: DemoMeeting): Promise<void> {
  const { stage, org, units, people } = cast;
  const startsAt = momentOf(stage, meeting.when);
  const secretary = actor(people, meeting.secretary);
  const office = actor(people, "admin");
  const members = [
    ...new Set([org.get(meeting.host), ...meeting.attendance.map(({ unit }) => units.get(unit))]),
  ];
  const hour = String(meeting.when.hour).padStart(2, "0");
  const announced = earlier(after(startsAt, -7 * 24 * 60), stage.today);
  const { id: meetingId } = await scheduleMeeting(acting(stage, office, announced), {
    series: meeting.series,
    orgUnitId: org.get(meeting.host),
    title: meeting.title,
    date: localDateOf(startsAt),
    time: `${hour}:00`,
    place: meeting.venue,
    members,
  });
  const logged: [DemoResolution, string][] = [];
  for (const [index, resolution] of meeting.resolutions.entries()) {
    const ctx = acting(stage, secretary, earlier(after(startsAt, 30 + 10 * index), stage.today));
    const { id } = await logResolution(ctx, { meetingId, ...contentOf(cast, resolution) });
    logged.push([resolution, id]);
  }
  if (meeting.state !== "held") return;
  const who = (state: string) =>
    meeting.attendance.filter((came) => came.state === state).map(({ unit }) => units.get(unit));
  const came = {
    present: [...who("present"), org.get(meeting.host)],
    proxy: who("proxy"),
    late: who("late"),
    leave: who("leave"),
  };
  await closeMeeting(acting(stage, office, earlier(after(startsAt, 150), stage.today)), {
    meetingId,
    ...came,
  });
  for (const [resolution, id] of logged) await carryOut(cast, resolution, id, office);
}

function contentOf({ stage, units }: Cast, resolution: DemoResolution) {
  const { text: body, lead, assisting, dueDaysAgo } = resolution;
  if (lead === null || dueDaysAgo === null) return { kind: "decision", body };
  const dueDate = localDateOf(momentOf(stage, { daysAgo: dueDaysAgo, hour: 12 }));
  const assistantIds = assisting.map((unit) => units.get(unit));
  return { kind: "task", body, leadId: units.get(lead), assistantIds, dueDate };
}

async function carryOut(
  cast: Cast,
  resolution: DemoResolution,
  resolutionId: string,
  office: Actor,
): Promise<void> {
  const { stage, people } = cast;
  const finished = resolution.completion === "accepted" || resolution.completion === "done";
  for (const [index, { when, by, text }] of resolution.progress.entries()) {
    const last = index === resolution.progress.length - 1;
    const ctx = acting(stage, actor(people, `liaison-${by}`), momentOf(stage, when));
    if (finished && last) await completeResolution(ctx, { resolutionId, text });
    else await reportProgress(ctx, { resolutionId, text });
  }
  if (resolution.completion !== "accepted") return;
  const when = resolution.progress.at(-1)?.when ?? { daysAgo: 1, hour: 9 };
  const at = earlier(after(momentOf(stage, when), 20 * 60), stage.today);
  await reviewResolution(acting(stage, office, at), { resolutionId, verdict: "accept" });
}

const inOrder = (stage: Stage, meetings: readonly DemoMeeting[]) =>
  [...meetings].sort((one, other) => momentOf(stage, one.when).localeCompare(momentOf(stage, other.when)));

/** Keys of the people whose sign-ins are written down: the liaison sits in today's meeting, the worker has a matter. */
function noted({ people, matters, meetings, units }: DemoCounty): Record<keyof CountySignIns, string> {
  const openMeeting = meetings.find(({ state }) => state === "open");
  const unit = openMeeting?.attendance[0]?.unit ?? one(units, () => true).key;
  const waiting = matters.find(
    ({ steps, org }) => steps.length === 0 && people.some(({ key }) => key === `worker-${org}`),
  );
  const worker = waiting ? `worker-${waiting.org}` : one(people, ({ role }) => role === "grid_worker").key;
  return { admin: "admin", secretary: "secretary", liaison: `liaison-${unit}`, gridWorker: worker };
}

function signIns(keys: Record<keyof CountySignIns, string>, passwords: Map<string, SignIn>): CountySignIns {
  const entries = Object.entries(keys).map(([what, key]) => {
    const signIn = passwords.get(key);
    if (!signIn) throw new Error(`no sign-in for ${key}`);
    return [what, signIn];
  });
  return Object.fromEntries(entries) as CountySignIns;
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

function actor(people: Map<string, Actor>, key: string): Actor {
  const found = people.get(key);
  if (!found) throw new Error(`nobody called ${key} in the sample`);
  return found;
}

function one<T>(list: readonly T[], wanted: (item: T) => boolean): T {
  const found = list.find(wanted);
  if (found === undefined) throw new Error("not in the sample");
  return found;
}

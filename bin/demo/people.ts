import { eq } from "drizzle-orm";
import type { DemoCounty, DemoPerson } from "../../db/demo/types.ts";
import { accounts } from "../../db/kernel/schema.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { type Actor, visitor } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import { acting, actorWith, newPassword, openedAt, type Stage } from "./acting.ts";
import { one } from "./cast.ts";

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

interface Scope {
  kind: "org" | "unit";
  id: string;
  name: string;
}

export function scopeOf(
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

export async function firstAdmin(
  stage: Stage,
  person: DemoPerson,
  token: string,
  rootId: string,
  countyName: string,
  passwords: Map<string, SignIn>,
): Promise<Actor> {
  const scope: Scope = { kind: "org", id: rootId, name: countyName };
  const credentials = { username: "admin", password: newPassword() };
  const admin = await accept(stage, person, token, scope, passwords, credentials);
  await rename(stage, admin.accountId ?? "", person.name);
  return admin;
}

export async function join(
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

/** Keys of the people whose sign-ins are written down: the liaison sits in today's meeting, the worker has a matter. */
export function noted({ people, matters, meetings, units }: DemoCounty): Record<keyof CountySignIns, string> {
  const openMeeting = meetings.find(({ state }) => state === "open");
  const unit = openMeeting?.attendance[0]?.unit ?? one(units, () => true).key;
  const waiting = matters.find(
    ({ steps, org }) => steps.length === 0 && people.some(({ key }) => key === `worker-${org}`),
  );
  const worker = waiting ? `worker-${waiting.org}` : one(people, ({ role }) => role === "grid_worker").key;
  return { admin: "admin", secretary: "secretary", liaison: `liaison-${unit}`, gridWorker: worker };
}

export function signIns(
  keys: Record<keyof CountySignIns, string>,
  passwords: Map<string, SignIn>,
): CountySignIns {
  const entries = Object.entries(keys).map(([what, key]) => {
    const signIn = passwords.get(key);
    if (!signIn) throw new Error(`no sign-in for ${key}`);
    return [what, signIn];
  });
  return Object.fromEntries(entries) as CountySignIns;
}

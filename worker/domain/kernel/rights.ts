import { Forbidden, NotFound } from "../errors.ts";
import type { Actor } from "./context.ts";
import type { Grant, Role } from "./roles.ts";

/** What may be done, and by whom. Each is declared once, with the noun or the move it is for. */
export interface Right {
  /** `<noun>.<verb>`; the audit log names acts so. */
  readonly action: string;
  /** What people read for the act in the audit log. */
  readonly said: string;
  /** `public`: anybody. `signedIn`: anybody with an account. `system`: only what time makes happen. */
  readonly who: "public" | "signedIn" | "system" | readonly Role[];
  /** Who else may, where what others would have to do has come to them because nobody is there. */
  readonly standIns?: readonly Role[];
  /** The right that makes the record visible at all; without it, "not yours" reads as "not there". */
  readonly seenBy?: Right;
  /** Whoever does it must have given their password within the last minutes, however long they have been signed in. */
  readonly proven?: true;
}

export const right = (
  action: string,
  said: string,
  who: Right["who"],
  seenBy?: Right,
  standIns?: Right["standIns"],
): Right => ({ action, said, who, ...(seenBy ? { seenBy } : {}), ...(standIns ? { standIns } : {}) });

/** What can't be undone, or lets others in: not to be done at a desk that was left open. */
export const proven = (right: Right): Right => ({ ...right, proven: true });

/** The scopes a record lies in. */
export type Scopes = readonly string[];

/**
 * `act`: the scopes whose holders may do it; `see`: those whose holders know of the record; `answering`: of those that may
 * act the ones before which it stands now, where stand-ins may too. `persons`: the accounts whose it is by name, who see it
 * wherever they work, and may do what one of their roles may.
 */
export type Reach =
  | Scopes
  | { readonly act: Scopes; readonly see: Scopes; readonly answering?: Scopes; readonly persons?: Scopes };

export const reachOf = (reach: Reach): Exclude<Reach, Scopes> =>
  "act" in reach ? reach : { act: reach, see: reach };

export const isPublic = ({ who }: Right): boolean => who === "public";

/** Whether any of the roles may ever do this, somewhere: decides if a link or page is offered at all. */
export function mayEver(grants: readonly Grant[], { who, standIns = [] }: Right): boolean {
  if (typeof who === "string") return who !== "system";
  return grants.some(({ role }) => who.includes(role) || standIns.includes(role));
}

/** `hidden` is answered as if the record did not exist, `forbidden` as a refusal. */
export function verdict(
  actor: Pick<Actor, "kind" | "grants"> & Partial<Pick<Actor, "accountId">>,
  { who, standIns = [], seenBy }: Right,
  reach: Reach,
): "allowed" | "forbidden" | "hidden" {
  const { kind, grants, accountId } = actor;
  if (who === "system" || kind === "system") return who === kind ? "allowed" : "hidden";
  if (typeof who === "string") return "allowed";
  const { act, see, answering = [], persons = [] } = reachOf(reach);
  const holds = (roles: readonly Role[], scopes: Scopes) =>
    grants.some((grant) => roles.includes(grant.role) && covers(grant, scopes));
  const isTheirs = typeof accountId === "string" && persons.includes(accountId);
  if (isTheirs && grants.some(({ role }) => who.includes(role))) return "allowed";
  if (holds(who, act) || holds(standIns, answering)) return "allowed";
  if (seenBy && verdict(actor, seenBy, { act: see, see, persons }) === "allowed") return "forbidden";
  return "hidden";
}

/** Lets through, or throws: Forbidden where the person can see the record, NotFound where not. */
export function authorise(actor: Actor, right: Right, reach: Reach): void {
  const answer = verdict(actor, right, reach);
  if (answer === "hidden") throw new NotFound(right.action);
  if (answer === "forbidden") throw new Forbidden(right.action);
}

/** The ids under which a person finds records in lists, by one right. */
export function scopesOf(grants: readonly Grant[], { who }: Right): string[] {
  if (typeof who === "string") return [];
  return grants.flatMap(({ role, scopeId }) => (who.includes(role) && scopeId ? [scopeId] : []));
}

/** `/a/b/c/` → a, b, c: every org unit above a record, itself included. */
export const scopesOfPath = (path: string): string[] => path.split("/").filter(Boolean);

function covers(grant: Grant, scopes: Scopes): boolean {
  return grant.scopeKind === "platform" || (grant.scopeId !== null && scopes.includes(grant.scopeId));
}

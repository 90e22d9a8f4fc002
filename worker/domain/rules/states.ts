import type { Instant } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { type Scopes, verdict } from "../kernel/rights.ts";
import { ruleSet } from "./rule-set.ts";

/** Where a version stands: being written, put away, to come, in force, over, or taken back before it began. */
export type VersionState = "draft" | "discarded" | "scheduled" | "running" | "past" | "withdrawn";

interface Published {
  number: number;
  effectiveFrom: string;
  withdrawnAt: string | null;
}

/** Where a published version stands at a moment, `current` being in force. */
export function stateOf(
  { number, effectiveFrom, withdrawnAt }: Published,
  current: number,
  now: Instant,
): Exclude<VersionState, "draft" | "discarded"> {
  if (withdrawnAt) return "withdrawn";
  if (number === current) return "running";
  return effectiveFrom > now ? "scheduled" : "past";
}

/** Whoever looks after a part of the tree reads the rules; only whoever holds all of it writes them. */
export const mayDraftAt = ({ actor }: Context, root: Scopes): boolean =>
  verdict(actor, ruleSet.rights.draft, root) === "allowed";

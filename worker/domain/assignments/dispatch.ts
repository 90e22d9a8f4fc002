import { eq } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { Conflict, Invalid } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id, many, optional, prose } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { dispatchedEvents } from "../matters/dispatched.ts";
import {
  type LoadedMatter,
  loadedMatter,
  matter as noun,
  onMatter,
  refOf,
  scopesOfMatter,
  withRules,
} from "../matters/matter.ts";
import { isOpen } from "../matters/parts.ts";
import { stayOpen } from "../org/left.ts";
import { assigned } from "./assigned.ts";
import { type Candidate, candidatesIn, candidatesOf, fits } from "./candidates.ts";

/** How many units assist at most that are chosen at once, and how many parts a matter can have. The figures are ours. */
const mostAssisting = 20;
const mostParts = 100;

export const DispatchMatter = z.strictObject({
  matterId: id("事项"),
  body: prose("办理要求", 1000),
  lead: optional(id("主办单位")),
  assisting: many(id("协办单位"), mostAssisting),
});

interface Dispatching extends LoadedMatter {
  readonly candidates: readonly Candidate[];
}

/** The unit that has a matter. */
export const holderOf = ({ matter, lineage }: LoadedMatter) => {
  const found = lineage.find(({ path }) => path === matter.levelPath);
  if (!found) throw new RangeError(`nobody has matter ${matter.id}`);
  return found;
};

/** The part of whoever leads now. */
export const leadIn = ({ parts }: Pick<LoadedMatter, "parts">) =>
  parts.find((part) => part.role === "lead" && isOpen(part));

/** Why a matter can't be dispatched as it stands. */
export function refusalToDispatch({ matter, rules }: Pick<LoadedMatter, "matter" | "rules">) {
  if (!rules.handling.dispatch) return "本县规则里没有派单";
  return matter.state === "accepted" ? undefined : "受理以后、办结以前才能派单";
}

/** Puts a matter before a unit that leads, and others that assist: each has a clock of its own. Its unit keeps it. */
export const dispatchMatter = command({
  right: right("matter.dispatch", "派单", caseworkers, noun.rights.view),
  input: DispatchMatter,
  operation: {
    resource: "/matters/{matterId}/assignments",
    summary: "派单给主办、协办单位",
    creates: "/matters/{id}",
  },
  events: { dispatched: dispatchedEvents.dispatched },
  load: (orm, { matterId, lead = "", assisting }) => ({
    ...withRules(orm, eq(matters.id, matterId)),
    ...candidatesOf(orm, [lead, ...assisting]),
  }),
  state: ({ givenUnits, givenOrgs, ...rows }): Dispatching => ({
    ...loadedMatter(rows),
    candidates: candidatesIn({ givenUnits, givenOrgs }),
  }),
  scopes: ({ matter }) => scopesOfMatter(matter),
  revision: ({ matter }) => matter.revision,
  decide: (state, input, given) => {
    const { matter } = state;
    const refusal = refusalToDispatch(state);
    if (refusal) throw new Conflict(refusal, { revision: onMatter.row(state).revision });
    const { lead, assisting } = chosen(state, input);
    const setting = { ...state, by: holderOf(state), body: input.body };
    const each = [
      ...lead.map((one) => assigned(setting, one, "lead", given)),
      ...assisting.map((one) => assigned(setting, one, "assist", given)),
    ];
    const [to, others] = [lead[0]?.name ?? null, assisting.map(({ name }) => name)];
    const { name: by } = setting.by;
    const due = each[0]?.due ?? given.now;
    return {
      result: { id: matter.id },
      on: refOf(matter.id),
      detail: { lead: lead[0]?.id ?? null, assisting: others.length },
      says: { dispatched: { by, lead: to, assisting: others, due, body: input.body } },
      rows: [
        // The lead's answer and an assisting unit that joins look at one another by the matter's revision.
        update(matters, matter, onMatter.besides?.(state, given) ?? {}),
        stayOpen(...[...lead, ...assisting].map(({ id }) => id)),
        ...each.flatMap(({ rows }) => rows),
      ],
    };
  },
});

/** Who leads, where nobody does yet, and who assists. @throws Invalid at the field */
function chosen(
  state: Dispatching,
  { lead: wanted, assisting: others }: Pick<z.output<typeof DispatchMatter>, "lead" | "assisting">,
) {
  const leading = leadIn(state);
  const refuse = (path: string, message: string) => new Invalid([{ path, message }]);
  if (leading && wanted) throw refuse("lead", `已经由${leading.name}主办`);
  if (!leading && !wanted) throw refuse("lead", "请选择主办单位");
  if (leading && others.length === 0) throw refuse("assisting", "请选择协办单位");
  if (wanted && others.includes(wanted)) throw refuse("assisting", "主办单位不能同时协办");
  if (state.parts.length + others.length >= mostParts) throw refuse("assisting", "这件事项派单已经太多");
  return {
    lead: wanted ? [found(state, wanted, "lead")] : [],
    assisting: [...new Set(others)].map((one) => found(state, one, "assisting")),
  };
}

function found(state: Dispatching, wanted: string, path: string): Candidate {
  const refuse = (message: string) => new Invalid([{ path, message }]);
  const candidate = state.candidates.find(({ id }) => id === wanted);
  if (!candidate || !fits(candidate, holderOf(state))) throw refuse("有的已经不能派，请重新选择");
  if (state.parts.some((part) => part.assignee === wanted && isOpen(part)))
    throw refuse(`${candidate.name}已经在承办`);
  return candidate;
}

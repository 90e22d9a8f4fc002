import { runningIn } from "../clocks/clocks.ts";
import type { Foresight } from "../kernel/choices.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { type LoadedAssignment, seenBy } from "./assignment.ts";
import { returned } from "./clocks.ts";

/** The unit that answers a return that waits. */
const answererIn = ({ part, partClocks, lineage }: LoadedAssignment) => {
  const own = partClocks.filter(({ record }) => record === part.id);
  return lineage.find(({ id }) => id === runningIn(own, returned)?.owner);
};

/** What it is called. */
export const answererName = (state: LoadedAssignment): string => answererIn(state)?.name ?? "";

/** What both answers to a return have in common: who gives them, never who returned. */
export const answering = {
  from: ["returned"] as const,
  refuses: ({ part }: LoadedAssignment, { actor }: Foresight) =>
    part.returnedById === actor.accountId ? "自己退回的，要由别人答复" : undefined,
  foretells: ({ part }: LoadedAssignment) =>
    `${part.name}第 ${part.returns} 次退回，理由：${part.reason ?? ""}。${part.note ?? ""}`,
  who: caseworkers,
  scopes: (state: LoadedAssignment) => {
    const { see } = seenBy(state);
    const path = answererIn(state)?.path ?? state.matter.levelPath;
    return { act: scopesOfPath(path).filter((scope) => scope !== state.part.assignee), see };
  },
};

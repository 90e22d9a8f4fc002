import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { type Started, startClock } from "../clocks/clocks.ts";
import type { VersionedRules } from "../county/county.ts";
import type { Given } from "../kernel/context.ts";
import { acceptance, step } from "./clocks.ts";
import { type Desk, ownerAt } from "./desks.ts";
import type { Matter } from "./matter.ts";

/** What an event keeps of where a matter went: the unit's name, and by when it must act. */
export type Handed = { to: string; due: string };

export const handedTo = ({ unit }: Desk, { due }: Started): Handed => ({ to: unit.name, due: due.due });

/** `转到第一网格，应于11月25日 18:00 前办理` */
export const sentTo = ({ to, due }: Handed, now: Instant): string =>
  `转到${to}，应于${formatDueBy(due as Instant, now)}办理`;

/** For residents: the county set a limit, and nobody knows yet that it is kept. `时限是11月25日 18:00 前` */
export const limitedTo = ({ due }: Pick<Handed, "due">, now: Instant): string =>
  `时限是${formatDueBy(due as Instant, now)}`;

/** What a desk's clock is reckoned with. */
export const inputsOf = ({ step: { key }, above }: Desk, matter: Classed) => ({
  level: key,
  above,
  ...classOf(matter),
});

type Classed = Pick<Matter, "category" | "urgency">;

/** What a matter is, as its clocks keep it. */
export const classOf = ({ category, urgency }: Classed) => ({ category, urgency });

/** Puts a matter before a desk: where it stands from now on, and the clocks that desk has. */
export function handTo(
  given: Pick<Given, "now" | "newId" | "calendar">,
  desk: Desk,
  matter: Pick<Matter, "id" | "body"> & Classed,
  { version, rules }: VersionedRules,
) {
  const by = { version, rules };
  const { id: record, body: title } = matter;
  const inputs = inputsOf(desk, matter);
  const started = startClock(given, step, { record, title, owner: ownerAt(desk), inputs, by });
  const ofLevel = { record, title, owner: ownerAt(desk), inputs: { level: desk.step.key }, by };
  const accepting = desk.step.acceptWithin ? [startClock(given, acceptance, ofLevel).row] : [];
  return {
    rows: [started.row, ...accepting],
    at: { level: desk.step.key, levelPath: desk.unit.path },
    started,
  };
}

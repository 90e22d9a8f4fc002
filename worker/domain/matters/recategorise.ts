import { urgencyOf } from "../../rules/engine/classes.ts";
import type { Instant } from "../../time/instants.ts";
import { openHappening } from "../kernel/happenings.ts";
import { oneOf } from "../kernel/input.ts";
import { relistAs } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { categoriesOf, categoryName } from "./categories.ts";
import { classed } from "./classed.ts";
import { onMatter, refOf } from "./matter.ts";
import { countedAs } from "./often.ts";
import { unsettled } from "./states.ts";
import { limitedTo } from "./within.ts";

/** What an event keeps: both by their names, which newer rules may change, and by when the level then must act, where that changed. */
type Recategorised = { from: string; to: string; due?: string };

const told = ({ from, to, due }: Recategorised, now: Instant) => ({
  title: `事项类别由“${from}”改为“${to}”${due ? `，${limitedTo({ due }, now)}` : ""}`,
});

/**
 * Says that a matter is of another category of its rules than whoever reported it thought. Where limits differ by category its
 * clocks follow, and so they do where the category brings an urgency with it.
 */
export const recategoriseMatter = move(onMatter)({
  name: "recategorise",
  resource: "category",
  label: "更改类别",
  logged: "更改事项类别",
  done: "已更改类别",
  from: unsettled,
  who: caseworkers,
  input: { category: oneOf("事项类别") },
  choices: {
    category: ({ matter, rules }) =>
      categoriesOf(rules.intake.categories)
        .filter(({ key }) => key !== matter.category)
        .map(({ key, names }) => ({ value: key, label: names.join(" / ") })),
  },
  form: { folded: "类别不对，要更改" },
  events: { recategorised: openHappening<Recategorised>({ staff: told, resident: told }) },
  decide: (state, { category }, given) => {
    const { matter, rules } = state;
    const of = { category, urgency: urgencyOf(rules, category) ?? matter.urgency };
    const { due, rows } = classed(state, of, given);
    const called = (key: string) => categoryName(rules.intake.categories, key);
    return {
      set: of,
      says: {
        recategorised: { from: called(matter.category), to: called(category), ...(due ? { due } : {}) },
      },
      detail: { from: matter.category, to: category },
      rows: [
        ...rows,
        ...relistAs(refOf(matter.id), matter.category, category),
        countedAs(matter.category, -1),
        countedAs(category),
      ],
    };
  },
});

import { openHappening } from "../kernel/happenings.ts";
import { oneOf } from "../kernel/input.ts";
import { relistAs } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { categoriesOf, categoryName } from "./categories.ts";
import { countedAs } from "./figures.ts";
import { onMatter, refOf } from "./matter.ts";
import { unsettled } from "./states.ts";

/** What an event keeps: both by their names, which newer rules may change. */
type Recategorised = { from: string; to: string };

const told = ({ from, to }: Recategorised) => ({ title: `事项类别由“${from}”改为“${to}”` });

/** Says that a matter is of another category of its rules than whoever reported it thought. */
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
  decide: ({ matter, rules }, { category }) => {
    const called = (key: string) => categoryName(rules.intake.categories, key);
    return {
      set: { category },
      says: { recategorised: { from: called(matter.category), to: called(category) } },
      detail: { from: matter.category, to: category },
      rows: [
        ...relistAs(refOf(matter.id), matter.category, category),
        countedAs(matter.category, -1),
        countedAs(category),
      ],
    };
  },
});

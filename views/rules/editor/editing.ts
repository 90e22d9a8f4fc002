import type { Sum } from "../../../worker/rules/document/sums.ts";
import type { Choice } from "../../../worker/rules/schema/choices.ts";
import type { Collection } from "../../../worker/rules/schema/rule-set.ts";
import type { Attempt } from "../../components/attempt.ts";
import type { Option, OptionGroup } from "../../components/select.tsx";

/** A form of the rule editor as it stands: what is in it, what is wrong, and what its keys may point at. */
export interface Editing {
  /** Where the form is sent; buttons that change rows add the place to come back to. */
  action: string;
  attempt: Attempt;
  choices: Readonly<Record<Collection, readonly Choice[]>>;
  sums: readonly Sum[];
  /** It was said above that nothing follows any of it yet. */
  idle: boolean;
  /** The list that was just added to, whose last row is shown open. */
  added?: string | undefined;
}

/** The options of a key, under headings where there are any. */
export function optionsFor(choices: readonly Choice[]): (Option | OptionGroup)[] {
  const headings = [...new Set(choices.map(({ under }) => under))];
  return headings.flatMap((heading): (Option | OptionGroup)[] => {
    const options = choices
      .filter(({ under }) => under === heading)
      .map(({ key, name }) => ({ value: key, label: name }));
    return heading === undefined ? options : [{ label: heading, options }];
  });
}

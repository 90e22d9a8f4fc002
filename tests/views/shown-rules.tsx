import type { Marking } from "../../views/rules/basis.tsx";
import { RuleSection, sectionsOf } from "../../views/rules/sections.tsx";
import { standings } from "../../worker/rules/document/acting.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { fragment } from "./parsed.ts";

/** The sections of a rule set as an HTML parser reads them. */
export function shown(rules: RuleSet, mark: Partial<Marking> = {}, ids = sectionsOf.map(({ id }) => id)) {
  return fragment(
    <main>
      {ids.map((id) => (
        <RuleSection id={id} rules={rules} mark={{ standings, ...mark }} />
      ))}
    </main>,
  );
}

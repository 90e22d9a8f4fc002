import * as z from "zod";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Invalid } from "../errors.ts";
import { command } from "../kernel/command.ts";
import { oneOf } from "../kernel/input.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { filed, placeFound, placeRead, saidOfMatter } from "./filed.ts";
import { matter, refOf } from "./matter.ts";
import { reported } from "./reported.ts";
import { broughtBy } from "./sources.ts";

export const RegisterMatter = z.strictObject({ source: oneOf("事项来源"), ...saidOfMatter });

/**
 * Files a matter that staff found or were told of, in a unit of their own or below. Result: the receipt code to hand over, where somebody
 * is named to whom: docs/decisions/053-brought-by-staff-and-systems.md.
 */
export const registerMatter = command({
  right: right("matter.register", "登记事项", caseworkers, matter.rights.view),
  input: RegisterMatter,
  operation: {
    resource: "/matters/registrations",
    summary: "工作人员登记巡查、走访发现的，或者居民当面、来电反映的事项；写了上报人的，回执码只在这次给出",
    creates: "/matters/{id}",
    output: z.object({ id: z.string(), receiptCode: z.string().nullable() }),
  },
  events: { dispatched: dispatchedEvents.dispatched, reported },
  load: (orm, { orgUnitId }, { now }) => placeRead(orm, orgUnitId, now),
  state: placeFound,
  scopes: ({ unit }) => scopesOfPath(unit.path),
  prepare: async () => newReceiptCode(),
  decide: (place, input, given) => {
    const { key, name } = staffSource(place.rules, input.source);
    const { id, says, rows } = filed(place, input, { key, name, registered: true }, given);
    const handsOver = Boolean(input.reporterName || input.reporterPhone);
    return {
      result: { id, receiptCode: handsOver ? given.prepared : null },
      on: refOf(id),
      detail: { category: input.category, source: key, receipt: handsOver },
      says,
      rows,
    };
  },
});

/** @throws Invalid for a source that the rules don't know, or that staff don't bring */
function staffSource({ intake: { sources } }: RuleSet, wanted: string) {
  const found = broughtBy(sources, "staff").find(({ key }) => key === wanted);
  if (found) return found;
  throw new Invalid([{ path: "source", message: "请选择由工作人员登记的事项来源" }]);
}

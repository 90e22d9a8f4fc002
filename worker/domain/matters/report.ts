import * as z from "zod";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Invalid } from "../errors.ts";
import { command } from "../kernel/command.ts";
import { optional } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { countedToday, mustBeFew, reportsToday } from "./daily.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { filed, placeFound, placeRead, saidOfMatter } from "./filed.ts";
import { refOf } from "./matter.ts";
import { reported } from "./reported.ts";
import { broughtBy } from "./sources.ts";

export const ReportMatter = z.strictObject(saidOfMatter);

const Report = ReportMatter.extend({ source: optional(z.string()) });

/** Files a matter; anybody may. Result: the receipt code, by which alone the reporter follows it. */
export const reportMatter = command({
  right: right("matter.report", "上报事项", "public"),
  input: Report,
  operation: {
    resource: "/matters",
    summary: "上报事项，取得回执码",
    creates: "/receipts/{receiptCode}",
    output: z.object({ id: z.string(), receiptCode: z.string() }),
    // Which channel a matter came through is not for a visitor to say.
    takes: ReportMatter,
  },
  events: {
    dispatched: dispatchedEvents.dispatched,
    reported,
  },
  load: (orm, { orgUnitId }, { now, network }) => ({
    today: reportsToday(orm, now, network),
    ...placeRead(orm, orgUnitId, now),
  }),
  state: ({ today, ...place }) => ({ today, ...placeFound(place) }),
  scopes: () => [],
  prepare: async () => newReceiptCode(),
  decide: (state, input, given) => {
    mustBeFew(state.today, given);
    mustBeCallable(state.rules, input);
    const { key, name } = sourceOf(state.rules, input);
    const { id, says, rows } = filed(state, input, { key, name }, given);
    return {
      result: { id, receiptCode: given.prepared },
      on: refOf(id),
      detail: { category: input.category, source: key },
      says,
      rows: [...countedToday(given), ...rows],
    };
  },
});

type Reported = z.output<typeof Report>;

/** The source it came from; of what residents themselves bring, the first of theirs. @throws Invalid where the rules know none. */
function sourceOf({ intake: { sources } }: RuleSet, { source }: Pick<Reported, "source">) {
  const [own] = broughtBy(sources, "resident");
  const found = source === undefined ? own : sources.find(({ key }) => key === source);
  if (found) return found;
  throw new Invalid([{ path: "", message: "本县目前不从这个渠道受理，请到社区反映或拨打12345热线" }]);
}

/** A number to call, where the rules ask for one. */
function mustBeCallable({ intake }: RuleSet, { reporterPhone }: Pick<Reported, "reporterPhone">): void {
  if (!intake.anonymous && !reporterPhone)
    throw new Invalid([{ path: "reporterPhone", message: "请填写联系电话，办理人员可能需要与您核实" }]);
}

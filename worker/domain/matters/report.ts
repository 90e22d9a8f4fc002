import * as z from "zod";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Invalid } from "../errors.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { optional } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { photoRows } from "../photos/rows.ts";
import { putPhotos } from "../photos/store.ts";
import { countedToday, mustBeFew, photosCounted, photosMustBeFew, reportsToday } from "./daily.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { deskFor, filed, type Place, placeFound, placeRead, saidOfMatter } from "./filed.ts";
import { refOf } from "./matter.ts";
import { photosAsked, reportPhotos } from "./report-photos.ts";
import { reported } from "./reported.ts";
import { broughtBy } from "./sources.ts";

export const ReportMatter = z.strictObject(saidOfMatter);

/** The same with what a form alone can bring. */
export const ReportWithPhotos = ReportMatter.extend({ photos: reportPhotos });
const Report = ReportWithPhotos.extend({ source: optional(z.string()) });

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
    takesForm: ReportWithPhotos,
    photos: photosAsked,
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
  prepare: async (input, ctx, state) => {
    // Files are put for what is taken alone.
    deskFor(state, input, taken(state, input, ctx));
    await putPhotos(ctx, input.photos);
    return newReceiptCode();
  },
  decide: (state, input, given) => {
    const { key, name } = taken(state, input, given);
    const { id, says, rows } = filed(state, input, { key, name }, given);
    const part = { matterId: id, part: "report", audience: "resident" } as const;
    return {
      result: { id, receiptCode: given.prepared },
      on: refOf(id),
      detail: { category: input.category, source: key },
      says,
      rows: [
        ...countedToday(given),
        ...rows,
        ...photosCounted(input.photos, given),
        ...photoRows(part, input.photos, given).rows,
      ],
    };
  },
});

type Reported = z.output<typeof Report>;

/** The source it is of. @throws Invalid, TooMany where it isn't taken */
function taken(
  { today, rules }: Place & { readonly today: Parameters<typeof mustBeFew>[0] },
  input: Reported,
  given: Pick<Given, "now" | "network">,
) {
  mustBeFew(today, given);
  mustBeCallable(rules, input);
  photosMustBeFew(today, input.photos, given);
  return sourceOf(rules, input);
}

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

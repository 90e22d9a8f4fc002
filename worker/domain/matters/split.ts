import { matters } from "../../../db/tenant/schema/matters.ts";
import { urgencyOf } from "../../rules/engine/classes.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn, setClock, startClock } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { happened, openHappening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { stayOpen } from "../org/left.ts";
import { communityIn, type OrgUnit } from "../org/org.ts";
import { wholeWaits } from "./begin.ts";
import { lineageTo, onMatterAbove, type WithBelow } from "./below.ts";
import { categoriesOf, categoryName } from "./categories.ts";
import { type ClassInputs, overall } from "./clocks.ts";
import { type Desk, firstDesk, ownerAt } from "./desks.ts";
import { countedAs } from "./figures.ts";
import { numbered } from "./filed.ts";
import { classOf, type Handed, handedTo, handTo, sentTo } from "./hand.ts";
import { listingOf } from "./listing.ts";
import { type LoadedMatter, refOf } from "./matter.ts";
import { dealtWith } from "./states.ts";
import { limitedTo } from "./within.ts";

/** What both timelines keep: of which category the second matter is, and before whom it comes. */
type Split = Handed & { category: string };

/** What the second matter's timeline begins with. */
export const splitOff = openHappening<Handed & { number: string }>({
  staff: ({ number, ...handed }, now) => ({ title: `由 ${number} 拆分，${sentTo(handed, now)}` }),
  resident: ({ number, ...handed }, now) => ({
    title: `从 ${number} 分出来单独办理，交给${handed.to}，${limitedTo(handed, now)}`,
  }),
});

/** Makes a second matter of what one report holds besides: with its own words, category and unit. */
export const splitMatter = move(onMatterAbove)({
  name: "split",
  resource: "split",
  label: "拆分",
  logged: "拆分事项",
  done: "已拆分，另一件单独办理",
  from: dealtWith,
  foretells: (state, given: Foresight) =>
    `另一件有自己的编号和期限：${levelsFrom(state)}，${wholeTold(state, given)}。上报人的回执能看到两件。`,
  who: caseworkers,
  input: {
    body: prose("另一件的情况说明", 1000, "写给居民和办理单位看：只写另一件事。"),
    category: oneOf("另一件的类别"),
    unit: oneOf("另一件所在的组织"),
  },
  choices: {
    category: ({ rules }) =>
      categoriesOf(rules.intake.categories).map(({ key, names }) => ({
        value: key,
        label: names.join(" / "),
      })),
    unit: (state) => placesOf(state).map(({ id, name }) => ({ value: id, label: name })),
  },
  form: { folded: "反映了两件事，要拆分" },
  events: {
    split: openHappening<Split & { body: string }>({
      staff: ({ category, body, ...handed }, now) => ({
        title: `拆分出另一件（${category}），${sentTo(handed, now)}`,
        note: body,
      }),
      resident: ({ category, ...handed }, now) => ({
        title: `分出另一件（${category}）单独办理，交给${handed.to}，${limitedTo(handed, now)}`,
      }),
    }),
    splitOff,
  },
  decide: (state, { body, category, unit }, given) => {
    const lineage = lineageAt(state, unit);
    const desk = firstDesk(state.rules, lineage, { category, source: state.matter.source });
    const place = lineage.at(-1);
    if (!place || !desk) throw new Conflict("那里没有可以办理的单位");
    const { id, handed, rows } = begun(state, { body, category, desk, place, lineage }, given);
    const called = categoryName(state.rules.intake.categories, category);
    return {
      set: {},
      says: { split: { ...handed, category: called, body } },
      detail: { part: id, category },
      rows: [stayOpen(place.id, desk.unit.id), ...rows, countedAs(category)],
      result: { part: id },
    };
  },
});

/** With what a level's time of the second begins. */
const levelsFrom = ({ rules }: LoadedMatter): string =>
  rules.handling.levels.some(({ startsOn }) => startsOn === "acceptance")
    ? "本级期限按那一级的规则，从现在或者受理时起算"
    : "本级期限从现在起算";

/** With what the whole of it begins, and until when that usually is. */
function wholeTold(state: LoadedMatter, { now, calendar }: Foresight): string {
  if (wholeWaits(state)) return "总期限自首次受理起算";
  const whole = overall.reckon(state.rules, calendar, wholeSince(state), {});
  const until = whole ? formatDeadline(whole.due, now) : "";
  return `总期限仍从${runningIn(state.clocks, overall)?.inputs.since ? "首次受理" : "上报"}时起算，一般到 ${until}`;
}

/** Since when the whole of the first counts: its report or first acceptance, or those of a duplicate that had less time left. */
const wholeSince = ({ clocks, matter }: LoadedMatter): Instant =>
  (runningIn(clocks, overall)?.startedAt ?? matter.reportedAt) as Instant;

/** Where a second matter may lie: where the first does, at the unit that has it, and below that. */
const placesOf = ({ lineage, matter, below }: WithBelow): OrgUnit[] => [
  ...new Map(
    [...lineage.filter(({ id, path }) => id === matter.orgUnitId || path === matter.levelPath), ...below].map(
      (unit) => [unit.id, unit],
    ),
  ).values(),
];

function lineageAt(state: WithBelow, id: string): readonly OrgUnit[] {
  const at = state.lineage.findIndex((unit) => unit.id === id);
  const below = state.below.find((unit) => unit.id === id);
  return at < 0 && below ? lineageTo(state, below) : state.lineage.slice(0, at + 1);
}

interface Second {
  readonly body: string;
  readonly category: string;
  readonly desk: Desk;
  readonly place: OrgUnit;
  readonly lineage: readonly OrgUnit[];
}

/**
 * As long as there is for the whole of the first, pauses and what somebody set included; by the second's own class. Where that of the
 * first hasn't begun, nor has the second's.
 */
function wholeOf(
  state: WithBelow,
  second: Parameters<typeof startClock<ClassInputs>>[2],
  given: Given,
): RowChange[] {
  if (wholeWaits(state)) return [];
  const first = runningIn(state.clocks, overall);
  const { pauses = [], setBy, dueAt, reason } = first ?? {};
  const since = first?.inputs.since ? { since: first.inputs.since } : {};
  const whole = { ...second, pauses, from: wholeSince(state), inputs: { ...second.inputs, ...since } };
  if (setBy === "person" && dueAt)
    return [setClock(given, overall, whole, { due: dueAt as Instant, reason: reason ?? "" })];
  return [startClock(given, overall, whole).row];
}

/** Its level's time begins now, the whole of it with the first report: nobody wins time. */
function begun(state: WithBelow, { body, category, desk, place, lineage }: Second, given: Given) {
  const { matter, version, rules } = state;
  const { source, place: where, reporterName, reporterPhone, reportedAt } = matter;
  const id = given.newId();
  const part = {
    ...{ id, body, category, source, place: where, reporterName, reporterPhone, reportedAt },
    urgency: urgencyOf(rules, category),
    receiptCode: newReceiptCode(),
    state: "reported" as const,
    splitFrom: matter.id,
    ...{ orgUnitId: place.id, orgPath: place.path, communityId: communityIn(rules, lineage)?.id ?? null },
    ruleVersion: version,
  };
  const by = { version, rules };
  const { at, within, rows } = handTo(given, desk, part, by);
  const whole = { record: id, title: body, owner: ownerAt(desk), inputs: classOf(part), by };
  const handed = handedTo(desk, within);
  const changes: RowChange[] = [
    ...numbered(given.now, (number) => insert(matters, { number, ...at, ...part })),
    ...list(listingOf(part, place.name)),
    ...rows,
    ...wholeOf(state, whole, given),
    ...happened(given, refOf(id), { splitOff: { ...handed, number: matter.number } } as never),
  ];
  return { id, handed, rows: changes };
}

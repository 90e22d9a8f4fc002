import { formatDate, formatMonth } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { id, many } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { mostTold, stillSo } from "./called.ts";
import { carriedOver } from "./carried.ts";
import { type Absent, countsOf } from "./drawn.ts";
import { absentOf, documentOf, filers, type LoadedFiling, namedIn, onFiling, refOf } from "./filing.ts";
import { listingOf } from "./listing.ts";
import type { FilingDocument } from "./states.ts";

/** What was told is kept as it stands, and units that didn't come are named, where the rules say so. */
export const fileMonth = move(onFiling)({
  name: "file",
  resource: "submission",
  label: "报备",
  done: "已报备",
  from: ["open"],
  refuses: notYet,
  foretells: foretold,
  who: caseworkers,
  scopes: filers,
  input: {
    /** The calls for which units are named, as they were shown: nobody is named unseen. */
    named: many(id("没有报到的"), mostTold),
  },
  events: {
    filed: happening<{ to: string; named: readonly string[] }>(({ to, named }) => ({
      title: `向${to}报备${named.length > 0 ? `，通报没有报到的单位 ${named.length} 个` : ""}`,
      note: named.length > 0 ? named.join("、") : undefined,
      tone: "done",
    })),
  },
  decide: (state, { named: seen }, given) => {
    const document = documentOf(state, given.now);
    const named = namedIn(absentOf(document, state.filing));
    mustBeSeen(named, seen);
    const names = namesOf(named);
    const kept = { whistles: document.whistles.length, comings: countsOf(document.whistles), named: names };
    return {
      set: {
        state: "filed",
        document,
        summary: kept,
        filedAt: given.now,
        filedBy: given.actor.name,
      },
      detail: { month: state.filing.month, named: names.length },
      says: { filed: { to: document.to, named: names } },
      rows: filedRows(state, document, named, given),
    };
  },
});

/** A unit that didn't come twice is named once. */
export const namesOf = (named: readonly Absent[]): string[] => [...new Set(named.map(({ name }) => name))];

/** Why a month can't be filed yet, in words. */
export function notYet({ filing, earlier }: LoadedFiling, { now }: Pick<Foresight, "now">) {
  if (now < filing.ends) return `${formatDate(filing.ends as Instant, now)}起才能报备，这个月还没有过完`;
  return earlier && `请先报备 ${formatMonth(earlier.begins as Instant)}的`;
}

function foretold(state: LoadedFiling, { now }: Foresight): string {
  const document = documentOf(state, now);
  const names = namesOf(namedIn(absentOf(document, state.filing)));
  const naming = names.length > 0 ? `通报没有报到的单位 ${names.length} 个：${names.join("、")}。` : "";
  const none = document.nameAbsent && names.length === 0 ? "没有要通报的单位。" : "";
  return `报备给${document.to}。${naming}${none}报备的是现在的情况，报备以后不再变，也不能再更正。`;
}

/** @throws Conflict where others would be named than those that were seen */
function mustBeSeen(named: readonly Absent[], seen: readonly string[]): void {
  const known = new Set(seen);
  if (known.size === named.length && named.every(({ call }) => known.has(call))) return;
  throw new Conflict("没有报到的单位和打开页面时不一样了，请再核对一遍");
}

function filedRows(
  state: LoadedFiling,
  document: FilingDocument,
  named: readonly Absent[],
  given: Given,
): RowChange[] {
  const { filing, unit, standing } = state;
  const listed = listingOf(
    { ...filing, state: "filed" },
    unit.name,
    named.map(({ responder }) => responder),
  );
  return [
    stillSo(filing.id, standing),
    endClocks(given.now, refOf(filing.id), "met"),
    ...carriedOver(state, document.whistles, given),
    ...list(listed),
  ];
}

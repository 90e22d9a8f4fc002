import { type DueBucket, dues, isSearch, type Order, orders } from "../../worker/domain/lists/words.ts";
import type { Choice, WorkListProps } from "../components/work.ts";
import { facetsOf } from "./facets.ts";
import { asking, type Told } from "./told.ts";
import { turning } from "./turning.ts";

type Around = Pick<
  WorkListProps,
  | "frame"
  | "called"
  | "buckets"
  | "facets"
  | "search"
  | "sorts"
  | "sizes"
  | "previous"
  | "next"
  | "counted"
  | "more"
  | "exports"
  | "saved"
>;

/** Everything around the rows of a list. */
export function around(told: Told): Around {
  const { page, counter } = told;
  const { asked, counts } = page;
  const searched = isSearch(asked);
  return {
    ...turning(told),
    buckets: bucketsOf(told),
    facets: facetsOf(told),
    sorts: searched || asked.due ? [] : sortsOf(told),
    counted: searched ? undefined : `${counts.all} ${counter}${leftOf(told)}`,
  };
}

/** Beside how many there are: how many are excluded of them, and how many are left. */
function leftOf({ excluded, counter, page }: Told): string {
  if (!excluded || page.asked.excluded) return "";
  const left = Number(page.counts.all) - excluded;
  // Where counting stopped nobody knows how many are left.
  return `，剔除 ${excluded} ${counter}${Number.isNaN(left) ? "" : `，剔除后 ${left} ${counter}`}`;
}

/** What people look at most: what is late, what is due, what is theirs, all, and what has ended. */
function bucketsOf({ page, due, standings, mine, ...told }: Told): Choice[] {
  const { asked, counts } = page;
  const to = asking({ ...told, page });
  const [active, ended] = standings;
  const fresh = { due: undefined, within: undefined, state: undefined, done: undefined, excluded: undefined };
  const isDue = (bucket: DueBucket): Choice => ({
    label: dues[bucket],
    href: to({ ...fresh, due: bucket }),
    current: asked.due === bucket,
    count: asked.done ? undefined : counts.dues[bucket],
    ...(bucket === "overdue" && (counts.dues.overdue ?? "0") !== "0" && !asked.done
      ? { tone: "late" as const }
      : {}),
  });
  const own = mine && asked.within === mine.id;
  const whole = !asked.due && !asked.done && !own;
  // A search that asks for no more looks among what runs and what has ended.
  const searched = isSearch(asked);
  return [
    ...(due ? (Object.keys(dues) as DueBucket[]).map(isDue) : []),
    ...waitingIn({ ...told, page, due, standings }),
    ...(mine ? [{ label: mine.label, href: to({ ...fresh, within: mine.id }), current: own === true }] : []),
    {
      label: searched ? "全部" : active,
      href: to({ ...fresh, within: own ? undefined : asked.within }),
      current: whole && !(searched && asked.state !== undefined),
      count: whole ? counts.all : undefined,
    },
    { label: ended, href: to({ ...fresh, done: true, order: undefined }), current: asked.done === true },
  ];
}

function sortsOf(told: Told): Choice[] {
  const to = asking(told);
  const offered = Object.keys(told.orders) as Order[];
  const known = told.page.asked.done ? offered.filter((order) => order !== "urgent") : offered;
  return known.map((order) => ({
    label: told.orders[order] ?? orders[order],
    href: to({ order }),
    current: order === told.page.order,
  }));
}

/** What waits for somebody who reads the list. */
function waitingIn(told: Omit<Told, "mine">): Choice[] {
  const { bucket, page } = told;
  if (!bucket) return [];
  const { asked, counts } = page;
  const fresh = { due: undefined, within: undefined, done: undefined };
  return [
    {
      label: bucket.label,
      href: asking(told)({ ...fresh, state: bucket.state }),
      current: asked.state === bucket.state && !asked.done,
      count:
        asked.done || counts.all === undefined
          ? undefined
          : (counts.facets.state.find(({ value }) => value === bucket.state)?.n ?? "0"),
    },
  ];
}

import { type DueBucket, dues, type Order, orders, sizes } from "../../worker/domain/lists/words.ts";
import type { Choice, WorkListProps } from "../components/work.ts";
import { link } from "../layout/frame.ts";
import { facetsOf } from "./facets.ts";
import { savedOf } from "./saved.tsx";
import { asking, type Told } from "./told.ts";

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
  const { frame, called, page, counter } = told;
  const { asked, counts } = page;
  const to = asking(told);
  const searched = asked.search !== undefined && asked.search !== "";
  const turn = (cursor: { after: string } | { before: string }) => to(cursor);
  return {
    frame,
    called,
    buckets: bucketsOf(told),
    facets: facetsOf(told),
    search: searchOf(told),
    sorts: searched || asked.due ? [] : sortsOf(told),
    sizes: sizes.map((size) => ({
      label: String(size),
      href: to({ size: size === 20 ? undefined : size }),
      current: size === (asked.size ?? 20),
    })),
    previous: page.previous === null ? undefined : turn({ before: page.previous }),
    next: page.next === null || page.unfinished ? undefined : turn({ after: page.next }),
    more: page.unfinished && page.next !== null ? turn({ after: page.next }) : undefined,
    exports: told.exported
      ? { xlsx: asking(told, ".xlsx")({ size: undefined }), csv: asking(told, ".csv")({ size: undefined }) }
      : undefined,
    saved: savedOf(told),
    counted: searched ? undefined : `${counts.all} ${counter}`,
  };
}

/** What people look at most: what is late, what is due, what is theirs, all, and what has ended. */
function bucketsOf({ page, due, standings, mine, ...told }: Told): Choice[] {
  const { asked, counts } = page;
  const to = asking({ ...told, page });
  const [active, ended] = standings;
  const fresh = { due: undefined, within: undefined, state: undefined, done: undefined };
  const isDue = (bucket: DueBucket): Choice => ({
    label: dues[bucket],
    href: to({ ...fresh, due: bucket }),
    current: asked.due === bucket,
    count: asked.done ? undefined : counts.dues[bucket],
    ...(bucket === "overdue" && counts.dues.overdue !== "0" && !asked.done ? { tone: "late" as const } : {}),
  });
  const own = mine && asked.within === mine.id;
  const whole = !asked.due && !asked.done && !own;
  return [
    ...(due ? (Object.keys(dues) as DueBucket[]).map(isDue) : []),
    ...waitingIn({ ...told, page, due, standings }),
    ...(mine ? [{ label: mine.label, href: to({ ...fresh, within: mine.id }), current: own === true }] : []),
    {
      label: active,
      href: to({ ...fresh, within: own ? undefined : asked.within }),
      current: whole,
      count: whole ? counts.all : undefined,
    },
    { label: ended, href: to({ ...fresh, done: true, order: undefined }), current: asked.done === true },
  ];
}

function searchOf(told: Told): NonNullable<Around["search"]> {
  const { frame, path, page, placeholder } = told;
  const { asked } = page;
  const { search: _search, after: _after, before: _before, order: _order, ...kept } = asked;
  return {
    action: link(frame, path),
    value: asked.search ?? "",
    placeholder,
    kept: Object.entries(kept).flatMap(([name, value]) =>
      value === undefined || value === false ? [] : [[name, value === true ? "1" : String(value)] as const],
    ),
    clear: asking(told)({ search: undefined }),
  };
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
      count: asked.done
        ? undefined
        : (counts.facets.state.find(({ value }) => value === bucket.state)?.n ?? "0"),
    },
  ];
}

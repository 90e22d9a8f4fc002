import type { viewedNouns } from "../../db/tenant/schema/listed.ts";
import type { Asked } from "../../worker/domain/lists/asked.ts";
import type { ListPage } from "../../worker/domain/lists/read.ts";
import { type AnyAsked, addressOf, type Order } from "../../worker/domain/lists/words.ts";
import { type Frame, link } from "../layout/frame.ts";

/** What stands around any list, whatever it can be asked. */
export interface Turned<A extends AnyAsked = AnyAsked> {
  readonly frame: Frame;
  /** Its address: `/matters`. */
  readonly path: string;
  readonly called: string;
  readonly placeholder: string;
  /** Whether it can be taken along as a file: `/matters.xlsx`, `/matters.csv`. */
  readonly exported?: boolean;
  readonly page: Pick<ListPage, "previous" | "next" | "unfinished" | "views"> & {
    readonly noun: (typeof viewedNouns)[number];
    readonly asked: A;
  };
  /** Who reads it: their own views they may take back. */
  readonly accountId: string | null;
  /** For the forms around the list. */
  readonly idempotencyKey: string;
}

/** What a noun's list says of itself; all else follows from what was asked and found. */
export interface Told extends Omit<Turned<Asked>, "page"> {
  /** What its records are counted in: 件. */
  readonly counter: string;
  readonly page: ListPage;
  readonly states: Readonly<Record<string, string>>;
  readonly kinds: {
    readonly label: string;
    readonly options: readonly { value: string; n: string | undefined; name: string }[];
  };
  /** Who has them in hand, and what the one is called whose they are. */
  readonly handlers?: {
    readonly label: string;
    readonly options: readonly { value: string; n: string; name: string }[];
    readonly chosen: string;
  };
  readonly sources?: { readonly label: string; readonly words: Readonly<Record<string, string>> };
  /** How many of what has ended, and is asked for, are excluded from the figures; null where that isn't counted. */
  readonly excluded?: number | null;
  /** Names for what runs and for what has ended: 在办, 已结. */
  readonly standings: readonly [string, string];
  /** Whether its records are due. */
  readonly due: boolean;
  /** What the orders are called here, and which there are. */
  readonly orders: Partial<Record<Order, string>>;
  /** A state that waits for somebody who reads the list: 待验收. */
  readonly bucket?: { readonly label: string; readonly state: string };
  /** The account whose own records are a bucket, and what that is called: 我经办. */
  readonly mine?: { readonly label: string; readonly id: string };
}

/** Whether something of what there is was asked for, and not all. */
export const isConfined = ({ search, due, kind, state, source, within, excluded }: Asked): boolean =>
  excluded === true ||
  [search, due, kind, state, source, within].some((each) => each !== undefined && each !== "");

/** The address of the list with something else asked of it, from its first page on; undefined leaves out. `file`: as such a one. */
export function asking<A extends AnyAsked>(
  { frame, path, page }: Pick<Turned, "frame" | "path"> & { readonly page: { readonly asked: A } },
  file = "",
) {
  const { after: _after, before: _before, ...asked } = page.asked;
  return (change: Partial<A>): string => {
    const query = addressOf({ ...asked, ...change });
    return link(frame, query ? `${path}${file}?${query}` : `${path}${file}`);
  };
}

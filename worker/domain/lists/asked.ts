import type { SQL } from "drizzle-orm";
import * as z from "zod";
import type { listedNouns } from "../../../db/tenant/schema/listed.ts";
import { cleaned } from "../../text/cleaned.ts";
import type { Right } from "../kernel/rights.ts";
import { type DueBucket, dues, type Order, orders, sizes } from "./words.ts";

/** A noun's list: who sees it, and what it can be ordered by. */
export interface ListOf {
  readonly noun: (typeof listedNouns)[number];
  readonly right: Right;
  /** Whether each record lies in one place of the tree, so that what lies in places apart can be added up. */
  readonly placed: boolean;
  /** The scope in which whoever may see it finds all there is, wherever their own post is; left out, they find their own. */
  readonly open?: SQL<string>;
  /** Whether records are somebody's by name, who finds them wherever they work. */
  readonly personal?: true;
  /** Whether its records lie below one another, so that those directly below one can be asked for. */
  readonly nested?: boolean;
  /** Whether records that have ended may be excluded from figures, so that just these can be asked for. */
  readonly excludes?: true;
  /** Whether there may be as many kinds as units: then the others aren't counted where one is asked for. */
  readonly manyKinds?: boolean;
  /** The orders of what runs, and of what has ended: the first one by itself. */
  readonly orders: {
    readonly active: readonly [Order, ...Order[]];
    readonly ended: readonly [Order, ...Order[]];
  };
}

const value = z.string().max(100);
/** As long as the longest name by its pinyin, with the name itself and an id. */
const place = z.string().max(700);

/** What can be asked of a list, as its address says it. */
export const asking = {
  /** What has ended. */
  done: z.stringbool().meta({ title: "已结束的" }),
  state: value.meta({ title: "状态" }),
  kind: value.meta({ title: "类别、会议类型或主办单位" }),
  source: value.meta({ title: "来源" }),
  due: z.enum(Object.keys(dues) as DueBucket[]).meta({ title: "期限" }),
  /** A unit below one's own, or an account: what lies there or is handled by it. */
  within: value.meta({ title: "所在组织或经办人" }),
  /** Of records that lie below one another: only what is directly below. */
  directly: z.stringbool().meta({ title: "只看直接下级" }),
  /** Of what has ended: only what is excluded from the figures. */
  excluded: z.stringbool().meta({ title: "只看已剔除" }),
  search: z
    .string()
    .max(200)
    .transform((text) => cleaned(text.slice(0, 60)))
    .meta({ title: "查找" }),
  order: z.enum(Object.keys(orders) as Order[]).meta({ title: "排序" }),
  size: z.coerce
    .number()
    .refine((size) => sizes.some((each) => each === size), "size 须为 20、50 或 100")
    .meta({ title: "每页条数" }),
  /** The place of the last record of the page before. */
  after: place,
  /** The place of the first record of the page that follows. */
  before: place,
} as const;

export type AskedBy<Shape extends z.ZodRawShape> = {
  readonly [K in keyof Shape]?: z.output<Shape[K]> | undefined;
};
export type Asked = AskedBy<typeof asking>;

/** What an address asks: what makes no sense in it is left out, as an old address may hold it. */
export const askedOf = (query: Readonly<Record<string, string>>): Asked => readBy(asking, query);

/** The same by other words. */
export function readBy<Shape extends z.ZodRawShape>(
  shape: Shape,
  query: Readonly<Record<string, string>>,
): AskedBy<Shape> {
  const read = Object.entries(shape).flatMap(([name, schema]) => {
    const given = query[name];
    const { success, data } = given
      ? z.safeParse(schema, given)
      : { success: false as const, data: undefined };
    return success ? [[name, data]] : [];
  });
  return Object.fromEntries(read) as AskedBy<Shape>;
}

/** In which order a list is read: what is due runs by due time, whatever else was asked for. */
export function orderOf({ orders }: ListOf, { done, due, order }: Asked): Order {
  const known = done ? orders.ended : orders.active;
  const byTime = known.filter((each) => each === "urgent" || each === "latest");
  const offered = due && !done ? byTime : known;
  return offered.find((each) => each === order) ?? offered[0] ?? "urgent";
}

import { type SQL, sql } from "drizzle-orm";
import { Invalid } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { pageFor } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { matterList } from "./listing.ts";

/** How many are named where several are meant. */
const told = 5;

/** For a condition of SQL: the ids of matters that may be meant, of those that the person finds: by number or by words. */
export const meantBy = (ctx: Context, typed: string | undefined): SQL =>
  typed
    ? sql`(select record from ${pageFor(ctx, scanOf(ctx, matterList, { search: typed })).table})`
    : sql`('')`;

/** The one that is meant. @throws Invalid at the field where none is, or several are */
export function theOneMeant<M extends { readonly number: string; readonly body: string }>(
  path: string,
  typed: string,
  found: readonly M[],
): M {
  const unclear = (message: string) => new Invalid([{ path, message }]);
  const exact = found.filter(({ number }) => callsIt(typed, number));
  const meant = exact.length > 0 ? exact : found;
  const [only, another] = meant;
  if (!only) throw unclear("没有找到。请核对事项编号，或换几个词；只能填您能查看的事项");
  if (another)
    throw unclear(`像是这几件：${meant.slice(0, told).map(oneLine).join("；")}。请填其中一件的编号`);
  return only;
}

/** 2026-000123, or its figures alone. */
const callsIt = (typed: string, number: string): boolean => {
  const said = typed.normalize("NFKC");
  return said === number || said.replace(/^0+/, "") === number.slice(5).replace(/^0+/, "");
};

const oneLine = ({ number, body }: { number: string; body: string }) =>
  `${number} ${[...body.replace(/\s+/g, " ")].slice(0, 16).join("")}`;

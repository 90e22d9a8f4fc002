import { desc, eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { cleaned } from "../../text/cleaned.ts";
import { Invalid } from "../errors.ts";
import type { Actor, Context } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { orNull } from "../kernel/input.ts";
import { mayEver } from "../kernel/rights.ts";
import { pageFor } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { matterList } from "../matters/read.ts";

/** Which matter a resolution settles, as people name it; empty: none. Left out it stays as it is. */
export const settles = {
  matter: orNull(
    z
      .string("请填写事项编号")
      .overwrite(cleaned)
      .max(60, "最多 60 个字")
      .meta({ title: "议定的事项", description: "事项编号，或事项里的几个词；空文本表示没有" }),
  ),
};

/** Whether somebody finds matters to name. */
export const mayNameMatter = ({ grants }: Pick<Actor, "grants">): boolean =>
  mayEver(grants, matterList.right);

/** How many are named where several are meant. */
const told = 5;

/** For a read batch: the matters that may be meant, of those that the person may read: by number or by words. */
export function mattersMeant(ctx: Context, typed: string | undefined) {
  const hits = typed
    ? sql`(select record from ${pageFor(ctx, scanOf(ctx, matterList, { search: typed })).table})`
    : sql`('')`;
  return ctx.db.orm
    .select({ id: matters.id, number: matters.number, body: matters.body })
    .from(matters)
    .where(sql`${matters.id} in ${hits}`)
    .orderBy(desc(matters.id));
}

/** For a read batch: the matter that a resolution settles. */
export const settledMatter = (orm: Builder, matterId: SQL) =>
  orm
    .select({
      id: matters.id,
      number: matters.number,
      orgPath: matters.orgPath,
      levelPath: matters.levelPath,
    })
    .from(matters)
    .where(eq(matters.id, matterId));

export type SettledMatter = ReturnType<typeof settledMatter>["_"]["result"][number];

interface Named {
  readonly id: string;
  readonly number: string;
}

/** The matter that is settled from now on. @throws Invalid where none is meant, or several are */
export function matterNamed(
  typed: string | undefined,
  stands: Named | null,
  found: readonly (Named & { body: string })[],
): Named | null {
  if (typed === undefined || typed === stands?.number) return stands;
  if (typed === "") return null;
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

const unclear = (message: string) => new Invalid([{ path: "matter", message }]);

export const settlesHappenings = {
  settles: happening<{ number: string }>(({ number }) => ({ title: `写明议定的是事项 ${number}` })),
  settlesNoMore: happening<{ number: string }>(({ number }) => ({ title: `不再写明事项 ${number}` })),
};

/** What a timeline says where another matter is settled than before. */
export const saidOfMatter = (before: Named | null, now: Named | null) =>
  before?.id === now?.id
    ? {}
    : {
        ...(before && { settlesNoMore: { number: before.number } }),
        ...(now && { settles: { number: now.number } }),
      };

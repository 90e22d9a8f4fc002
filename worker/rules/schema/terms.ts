import * as z from "zod";
import { cleaned, cleanedLine } from "../../text/cleaned.ts";
import { typedClock, typedDay, typedYearlyDay } from "../../text/typed.ts";
import { type ClockTime, isClockTime, isLocalDate, type LocalDate } from "../../time/instants.ts";
import type { Target } from "./acts.ts";
import { type collectionNames, defaultSource, evidenceKinds } from "./words.ts";

/** The words every section of a rule set is written in. Titles are what people read on the screen. */

/** What a key in one part of a rule set may point at in another. */
export type Collection = keyof typeof collectionNames;

declare module "zod" {
  interface GlobalMeta {
    /** What stands behind a number: 户, 分, %. */
    unit?: string;
    /** What people read for each value of a choice. */
    words?: Readonly<Record<string, string>>;
    /** The entries a key must be one of. `group` and `band` are those of the same scheme. */
    refersTo?: Collection;
    /** Values that people fill in as one thing, whatever their parts. */
    as?: "key" | "duration" | "people" | "quorum" | "sources" | "clock" | "day" | "prose";
    /**
     * What a rule acts on; `notYet` where nothing follows it yet, and then for all that is in it. Every value has the one
     * or stands in the other.
     */
    acts?: readonly Target[];
    /** For JSON Schema, which has a word for it. */
    uniqueItems?: true;
  }
}

/** One of several values, each with the word that people read for it. */
export function choice<const W extends Readonly<Record<string, string>>>(words: W) {
  const values = Object.keys(words) as (keyof W & string)[];
  return z
    .enum(values as [keyof W & string, ...(keyof W & string)[]], `只能是：${Object.values(words).join("、")}`)
    .meta({ words });
}

/** Stable name of an entry inside a rule set; records refer to it, so it never changes once used. */
export const Key = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, {
    error: "标识须以小写字母开头，只含字母和数字，不超过40个字符",
    abort: true,
  })
  .meta({ title: "标识", as: "key" });

/** The key of an entry that another part of the rule set defines. */
export const keyOf = (collection: Collection) => Key.meta({ refersTo: collection });

export const Name = z.string().overwrite(cleanedLine).min(1).max(60).meta({ title: "名称" });

/** A sentence or a few: what is expected, why, how. */
export const Note = prose("不能为空").meta({ as: "prose" });

/** The same, or nothing. */
export const Remark = z.string().overwrite(cleaned).max(400).meta({ as: "prose" });

function prose(missing: string) {
  return z.string().overwrite(cleaned).min(1, missing).max(400);
}

/** Why a rule is as it is: a county's published practice or document, or a sensible default of the product. */
export const Source = z
  .union(
    [
      z.strictObject({
        county: Name.meta({ title: "来源地" }),
        practice: prose("写了来源地，还须写明文件或做法").meta({ title: "公开做法或文件", as: "prose" }),
      }),
      z.strictObject({
        ours: z.literal(true).meta({ title: defaultSource }),
        why: Note.meta({ title: "理由" }),
      }),
    ],
    "依据须写明来源地和做法，或注明是默认并说明理由",
  )
  .meta({ title: "依据" });
export type Source = z.infer<typeof Source>;

/** What a rule rests on: often the practice for its substance and a default of ours for a figure it leaves open. */
export const Sources = z.array(Source).min(1).max(12).meta({ title: "依据", as: "sources" });

/** What a switch says that the burden check will find, before it is set. */
export const discouraged = "国办函〔2026〕12号不提倡，勾选后发布时须写明理由";

/** What proves that something was done. The product's own records cost nobody anything. */
export const Evidence = choice(evidenceKinds).meta({
  description: "国办函〔2026〕12号不提倡要求工作照片，选“须附照片”后发布时须写明理由",
});
export type Evidence = z.infer<typeof Evidence>;

const count = (max: number) => z.int().min(1).max(max);

/**
 * A span of time in exactly one unit. `workdays` and `days` end at the close of office hours,
 * `workingHours` run only in office hours, `hours` run through nights and holidays. Days `ToMidnight` end at 24:00, days
 * `Unmoved` stay the last day when that is off.
 */
export const Duration = z
  .union(
    [
      z.strictObject({ workdays: count(366).meta({ title: "工作日" }) }),
      z.strictObject({ workingHours: z.number().positive().max(1000).meta({ title: "工作小时" }) }),
      z.strictObject({ days: count(732).meta({ title: "自然日" }) }),
      z.strictObject({ daysToMidnight: count(732).meta({ title: "自然日（到24:00）" }) }),
      z.strictObject({ daysUnmoved: count(732).meta({ title: "自然日（休息日不顺延）" }) }),
      z.strictObject({
        daysUnmovedToMidnight: count(732).meta({ title: "自然日（到24:00，休息日不顺延）" }),
      }),
      z.strictObject({ hours: z.number().positive().max(8784).meta({ title: "小时" }) }),
    ],
    "时限只填一种：工作日、工作小时、自然日或小时",
  )
  .meta({ title: "时限", as: "duration" });

/** 1–28, so that the day exists in every month. */
export const DayOfMonth = z
  .int()
  .min(1, "请填1至28")
  .max(28, "29日及以后不是每月都有，请填1至28")
  .meta({ title: "日", unit: "日" });

/** `HH:MM`, Beijing time. */
export const Clock = z
  .string()
  .overwrite(typedClock)
  .refine(isClockTime, { error: "请写成 08:30 的样子", abort: true })
  .meta({ title: "时间", as: "clock" }) as unknown as z.ZodType<ClockTime, string>;

/** `YYYY-MM-DD`. */
export const Day = z
  .string()
  .overwrite(typedDay)
  .refine(isLocalDate, {
    error: "请写成 2026-11-21 的样子，且要有这一天",
    params: { english: "must be a day that exists, written like 2026-11-21" },
    abort: true,
  })
  .meta({ title: "日期", as: "day" }) as unknown as z.ZodType<LocalDate, string>;

/** `MM-DD`, the same every year. */
export const YearlyDay = z
  .string()
  .overwrite(typedYearlyDay)
  .refine((text) => isLocalDate(`2024-${text}`), { error: "请写成 06-01 的样子", abort: true })
  .meta({ title: "每年的日期", description: "月-日，如 06-01" });

/** A share such as `1/2`, kept as text because 2/3 is no decimal. */
export const Fraction = z
  .string()
  .regex(/^[1-9]\d?\/[1-9]\d?$/, { error: "比例须写成 1/2 或 2/3 的形式", abort: true })
  .refine((text) => partOf(text) <= 1, "比例不能大于1")
  .meta({ title: "比例" });

function partOf(fraction: string): number {
  const [part = 1, whole = 1] = fraction.split("/").map(Number);
  return part / whole;
}

/** A list of at most `max` keys, choices, people or days, none twice. */
export function distinct<T extends z.ZodType>(entry: T, max: number) {
  return z
    .array(entry)
    .max(max)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      for (const [index, value] of entries.entries()) {
        const text = JSON.stringify(value);
        if (seen.has(text)) context.addIssue({ code: "custom", path: [index], message: "不能重复" });
        seen.add(text);
      }
    })
    .meta({ uniqueItems: true });
}

/** A list of at most `max` entries with a key and a name each, neither of them twice. */
export function keyed<T extends z.ZodType<{ key: string; name: string }>>(entry: T, max = 60) {
  return z.array(entry).max(max).superRefine(keysOnce).superRefine(namesOnce);
}

/** People tell the entries of one list apart by their names alone. */
export function namesOnce(entries: readonly { name: string }[], context: z.RefinementCtx): void {
  once("name", entries, (name) => `名称“${name}”重复`, context);
}

function keysOnce(entries: readonly { key: string }[], context: z.RefinementCtx): void {
  once("key", entries, (key) => `标识“${key}”重复`, context);
}

function once<Part extends string>(
  part: Part,
  entries: readonly Record<Part, string>[],
  told: (value: string) => string,
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [index, { [part]: value }] of entries.entries()) {
    if (seen.has(value)) context.addIssue({ code: "custom", path: [index, part], message: told(value) });
    seen.add(value);
  }
}

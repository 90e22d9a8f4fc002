import * as z from "zod";
import { dayPassed } from "../../time/called.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { pastDay } from "../kernel/input.ts";
import { type AskedBy, asking as listAsking, readBy } from "../lists/asked.ts";
import { spans } from "../lists/words.ts";

const word = z.string().max(100);
/** An entry's number. */
const place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What can be asked of the log, as its address says it. */
export const asking = {
  action: word.meta({ title: "操作" }),
  kind: word.meta({ title: "对象的种类" }),
  by: word.meta({ title: "操作人：账号，没有账号的是名称" }),
  about: word.meta({ title: "对象，如 matter:…" }),
  days: z.enum(Object.keys(spans) as `${keyof typeof spans}`[]).meta({ title: "最近几天，含今天" }),
  from: pastDay("开始日期"),
  until: pastDay("结束日期"),
  search: listAsking.search,
  order: z.enum(["newest", "first"]).meta({ title: "新的在前，或者旧的在前" }),
  size: listAsking.size,
  after: place,
  before: place,
} as const;

export type LogAsked = AskedBy<typeof asking>;

/** What an address asks of the log. Days stand as they are typed, and count before a word for the last few. */
export function logAskedOf(query: Readonly<Record<string, string>>, now: Instant): LogAsked {
  const today = localDateOf(now);
  const typed = (["from", "until"] as const).flatMap((name) => {
    const text = query[name];
    return text ? [[name, dayPassed(text, today)]] : [];
  });
  const asked = readBy(asking, { ...query, ...Object.fromEntries(typed) });
  return asked.from || asked.until ? { ...asked, days: undefined } : asked;
}

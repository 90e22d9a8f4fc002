import type { Entry } from "../schema/document.ts";
import type { sourceChannels } from "../schema/words.ts";

/** A source of before counties named their own, as a county would write it today. */
const of = (name: string, ...channels: (keyof typeof sourceChannels)[]) => ({ name, channels });

/** The sources that the product had names for, by their keys. */
export const formerSources: Readonly<Record<string, ReturnType<typeof of>>> = {
  resident: of("居民上报", "resident"),
  patrol: of("网格巡查", "staff"),
  visit: of("敲门行动", "staff"),
  whistle: of("吹哨", "staff"),
  hotline: of("12345热线", "staff", "system"),
  police: of("110非警务分流", "staff", "system"),
  meeting: of("会议", "staff"),
};

/** A document as one of today; what is kept was brought there by a migration, a file may be from before. Nothing is checked. */
export function asOfToday(document: unknown): unknown {
  const { intake } = (document ?? {}) as { intake?: unknown };
  const { sources } = (intake ?? {}) as { sources?: unknown };
  if (!Array.isArray(sources) || !sources.some(isFormer)) return document;
  const named = sources.map((key) => (isFormer(key) ? { key, ...formerSources[key] } : key));
  return { ...(document as Entry), intake: { ...(intake as Entry), sources: named } };
}

const isFormer = (key: unknown): key is string =>
  typeof key === "string" && Object.hasOwn(formerSources, key);

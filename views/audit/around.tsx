import type { LogAsked } from "../../worker/domain/audit/asked.ts";
import type { AuditPage } from "../../worker/domain/audit/read.ts";
import { spans } from "../../worker/domain/lists/words.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant, LocalDate } from "../../worker/time/instants.ts";
import { Button } from "../components/button.tsx";
import { DateField } from "../components/date-field.tsx";
import type { Choice, Facet } from "../components/work.ts";
import { type Frame, link } from "../layout/frame.ts";
import { choosing } from "../lists/facets.ts";
import { asking, type Turned } from "../lists/told.ts";
import { turning } from "../lists/turning.ts";

export interface Log extends Pick<Turned, "accountId" | "idempotencyKey"> {
  readonly frame: Frame;
  readonly now: Instant;
  readonly page: AuditPage;
  /** What was typed for a day and is none. */
  readonly misread: readonly { readonly name: "from" | "until"; readonly typed: string }[];
}

const path = "/audit";

/** The log with something else asked of it. */
export const askingLog = ({ frame, page }: Pick<Log, "frame" | "page">) =>
  asking<LogAsked>({ frame, path, page });

/** Everything around the entries. */
export function aroundLog(log: Log) {
  const { page, frame, accountId, idempotencyKey } = log;
  const told = { frame, path, page, accountId, idempotencyKey, exported: true };
  return {
    ...turning<LogAsked>({ ...told, called: "操作记录", placeholder: "操作人姓名、事项编号" }),
    buckets: bucketsOf(log),
    facets: facetsOf(log),
    sorts: sortsOf(log),
    counted: page.all === undefined ? undefined : `${page.all} 条`,
  };
}

/** All of it, or of the last few days. */
function bucketsOf(log: Log): Choice[] {
  const { days, from, until } = log.page.asked;
  const to = askingLog(log);
  const fresh = { from: undefined, until: undefined };
  return [
    { label: "全部", href: to({ ...fresh, days: undefined }), current: !days && !from && !until },
    ...(Object.keys(spans) as (keyof LogDays)[]).map((each) => ({
      label: spans[each],
      href: to({ ...fresh, days: each }),
      current: days === each,
    })),
  ];
}

type LogDays = { readonly [K in NonNullable<LogAsked["days"]>]: true };

function sortsOf(log: Log): Choice[] {
  const to = askingLog(log);
  const first = log.page.asked.order === "first";
  return [
    { label: "新的在前", href: to({ order: undefined }), current: !first },
    { label: "旧的在前", href: to({ order: "first" }), current: first },
  ];
}

function facetsOf(log: Log): Facet[] {
  const { page } = log;
  return [
    facetOf(log, "action", "操作", page.actions),
    facetOf(log, "kind", "对象", page.kinds),
    ...peopleOf(log),
    ...aboutOf(log),
    periodOf(log),
  ].filter(({ options, chosen, form }) => options.length > 1 || chosen !== undefined || form);
}

function facetOf(log: Log, name: "action" | "kind", label: string, values: AuditPage["actions"]): Facet {
  const to = askingLog(log);
  return choosing({ name, label, chosen: log.page.asked[name], values }, (value) => to({ [name]: value }));
}

/** Who: chosen on an entry, or among those whom a search found. */
function peopleOf(log: Log): Facet[] {
  const { by, people, asked } = log.page;
  const to = askingLog(log);
  const options = [...new Map(people.map(({ who, name }) => [who, name]))].map(([who, name]) => ({
    label: name,
    href: to({ by: who, search: undefined }),
    current: who === asked.by,
  }));
  const facet = { name: "by", label: "操作人", options };
  if (asked.by === undefined) return options.length > 1 ? [facet] : [];
  return [{ ...facet, chosen: by ?? "没有记录的人", clear: to({ by: undefined }) }];
}

/** Which record: chosen on an entry, or come from its page. */
function aboutOf(log: Log): Facet[] {
  const { about } = log.page;
  if (about === null) return [];
  const options =
    about.path === undefined
      ? []
      : [{ label: `打开${about.word}`, href: link(log.frame, about.path), current: false }];
  const clear = askingLog(log)({ about: undefined });
  return [{ name: "about", label: "只看", chosen: about.word, clear, options }];
}

/** From one day to another, both included. */
function periodOf(log: Log): Facet {
  const { from, until } = log.page.asked;
  const said = (day: string) => formatDay(day as LocalDate, log.now);
  const to = askingLog(log);
  const facet = { name: "period", label: "日期", options: [], form: <Period {...log} /> };
  if (!from && !until) return facet;
  const chosen =
    from && until ? `${said(from)}至${said(until)}` : from ? `${said(from)}起` : `至${said(until ?? "")}`;
  return { ...facet, chosen, clear: to({ from: undefined, until: undefined }) };
}

function Period({ frame, page, misread }: Log) {
  const { from = "", until = "", ...asked } = page.asked;
  const { days: _days, after: _after, before: _before, ...kept } = asked;
  const typed = Object.fromEntries(misread.map(({ name, typed }) => [name, typed]));
  const problems = misread.map(({ name }) => ({ path: name, message: unread }));
  const at = { values: { from, until, ...typed }, problems };
  return (
    <form method="get" action={link(frame, path)} class="form">
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
      <DateField name="from" label="从" attempt={at} optional />
      <DateField name="until" label="到" attempt={at} optional />
      <Button>按日期筛选</Button>
    </form>
  );
}

export const unread = "请填写日期，例如 2026-11-03 或 11月3日";

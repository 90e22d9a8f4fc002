import type { Due } from "../../worker/rules/engine/calendar.ts";
import type { Comparison, UnattendedStep } from "../../worker/rules/engine/preview.ts";
import { escalationCauses } from "../../worker/rules/schema/words.ts";
import { formatFullDate, formatSpan, formatTime, formatWeekday } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { DescriptionList } from "../components/list.tsx";
import { type Column, Table } from "../components/table.tsx";

type Row = Comparison["rows"][number];

/** Due times by two rule sets side by side, for one moment after another; what stays the same is folded away. */
export function ClockComparison(props: {
  comparisons: readonly Comparison[];
  now: Instant;
  /** What the second rule set is called. */
  drafted: string;
}) {
  const { comparisons, now, drafted } = props;
  const columns = columnsFor(now, drafted);
  return (
    <div class="stack">
      <p>
        假如事情在下面这些时刻开始，各项时限这样到期，没人办理的这样上报。自动上报尚未启用，先按规则推算。
      </p>
      {comparisons.map(({ moment, rows, unattended }, index) => (
        <section class="stack">
          <h3>{`${moment.label}（${formatFullDate(moment.at)}）`}</h3>
          <Changed rows={rows.filter(({ changed }) => changed)} columns={columns} id={`clocks-${index}`} />
          <Unchanged rows={rows.filter(({ changed }) => !changed)} columns={columns} id={`same-${index}`} />
          <Unattended unattended={unattended} now={now} drafted={drafted} />
        </section>
      ))}
      <Warnings comparisons={comparisons} />
    </div>
  );
}

type Part = { rows: readonly Row[]; columns: readonly Column<Row>[]; id: string };

function Changed({ rows, columns, id }: Part) {
  if (rows.length === 0) return <p>各项时限都没有变化。</p>;
  return <Table caption={`变了的 ${rows.length} 项`} columns={columns} rows={rows} id={id} />;
}

function Unchanged({ rows, columns, id }: Part) {
  if (rows.length === 0) return null;
  const summary = `没有变的 ${rows.length} 项`;
  return (
    <Disclosure summary={summary}>
      <Table caption={summary} captionHidden columns={columns.slice(0, 2)} rows={rows} id={id} />
    </Disclosure>
  );
}

function columnsFor(now: Instant, drafted: string): Column<Row>[] {
  return [
    { label: "时限", heading: true, cell: ({ name }) => name },
    { label: "现行规则", cell: ({ before }) => dueWords(before, now) },
    { label: drafted, cell: ({ after }) => dueWords(after, now) },
    { label: "变化", cell: changeWords },
  ];
}

function dueWords(due: Due | undefined, now: Instant): string {
  return due ? momentWords(due.due, now) : "没有这一项";
}

/** `12月2日 周三 18:00`, with the year where it is another. */
function momentWords(at: Instant, now: Instant): string {
  const year = formatFullDate(now).slice(0, 5);
  const date = formatFullDate(at);
  const day = date.startsWith(year) ? date.slice(year.length) : date;
  return `${day} ${formatWeekday(at).replace("星期", "周")} ${formatTime(at)}`;
}

function changeWords({ before, after }: Row): string {
  if (!before) return "变了：新增";
  if (!after) return "变了：取消";
  const later = Date.parse(after.due) - Date.parse(before.due);
  return `变了：${later > 0 ? "晚" : "早"}${formatSpan(later)}`;
}

/** Where a matter goes that nobody acts on, by both rule sets; once where they agree. */
function Unattended(props: { unattended: Comparison["unattended"]; now: Instant; drafted: string }) {
  const { unattended, now, drafted } = props;
  const before = unattended.before.map((step) => stepWords(step, now));
  const after = unattended.after.map((step) => stepWords(step, now));
  const same = before.join("\n") === after.join("\n");
  const ways = [
    { term: same ? `现行规则和${drafted}一样` : "现行规则", detail: <Steps steps={before} /> },
    ...(same ? [] : [{ term: drafted, detail: <Steps steps={after} /> }]),
  ];
  return (
    <div>
      <h4>没人办理时</h4>
      <DescriptionList items={ways} />
    </div>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
  );
}

function stepWords({ level, due, escalation }: UnattendedStep, now: Instant): string {
  if (!escalation) return `${level.name}：${momentWords(due, now)} 到期，此后不再自动上报`;
  const { at, cause, to } = escalation;
  return `${level.name}：${momentWords(at, now)} ${escalationCauses[cause]}，自动上报${to.name}`;
}

/** What is uncertain about these times, each thing once. */
function Warnings(props: { comparisons: readonly Comparison[] }) {
  const dues = props.comparisons.flatMap(({ rows, unattended }) => [
    ...rows.flatMap(({ before, after }) => [before, after]),
    ...[...unattended.before, ...unattended.after].flatMap((step) => [step, step.escalation]),
  ]);
  const messages = new Set(dues.flatMap((due) => due?.warnings ?? []).map(({ message }) => message));
  return [...messages].map((message) => <p class="meta">{message}。</p>);
}

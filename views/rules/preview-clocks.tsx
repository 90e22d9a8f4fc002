import type { Due } from "../../worker/rules/calendar.ts";
import type { Comparison } from "../../worker/rules/preview.ts";
import type { Instant } from "../../worker/rules/time.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { type Column, Table } from "../components/table.tsx";
import { formatFullDate, formatSpan, formatTime, formatWeekday } from "../format.ts";

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
      <p>假如事情在下面这些时刻开始，各项时限这样到期：</p>
      {comparisons.map(({ moment, rows }, index) => (
        <section class="stack">
          <h3>{`${moment.label}（${formatFullDate(moment.at)}）`}</h3>
          <Changed rows={rows.filter(({ changed }) => changed)} columns={columns} id={`clocks-${index}`} />
          <Unchanged rows={rows.filter(({ changed }) => !changed)} columns={columns} id={`same-${index}`} />
        </section>
      ))}
      <Warnings rows={comparisons.flatMap(({ rows }) => rows)} />
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

/** `12月2日 周三 18:00`, with the year where it is another. */
function dueWords(due: Due | undefined, now: Instant): string {
  if (!due) return "没有这一项";
  const year = formatFullDate(now).slice(0, 5);
  const date = formatFullDate(due.due);
  const day = date.startsWith(year) ? date.slice(year.length) : date;
  return `${day} ${formatWeekday(due.due).replace("星期", "周")} ${formatTime(due.due)}`;
}

function changeWords({ before, after }: Row): string {
  if (!before) return "变了：新增";
  if (!after) return "变了：取消";
  const later = Date.parse(after.due) - Date.parse(before.due);
  return `变了：${later > 0 ? "晚" : "早"}${formatSpan(later)}`;
}

/** What is uncertain about these due times, each thing once. */
function Warnings(props: { rows: readonly Row[] }) {
  const dues = props.rows.flatMap(({ before, after }) => [before, after]);
  const messages = new Set(dues.flatMap((due) => due?.warnings ?? []).map(({ message }) => message));
  return [...messages].map((message) => <p class="meta">{message}。</p>);
}

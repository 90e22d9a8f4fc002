import type { Standings } from "../../worker/rules/document/standing.ts";
import type { Due } from "../../worker/rules/engine/calendar.ts";
import type { Comparison, UnattendedStep } from "../../worker/rules/engine/preview.ts";
import { escalationCauses } from "../../worker/rules/schema/words.ts";
import {
  clockEnding,
  formatDate,
  formatFullDate,
  formatSpan,
  weekdayNames,
} from "../../worker/time/format.ts";
import { dateEnding, type Instant, toMs, weekday } from "../../worker/time/instants.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { DescriptionList } from "../components/list.tsx";
import { type Column, Table } from "../components/table.tsx";
import { NotYetNote } from "./not-yet.tsx";

type Row = Comparison["rows"][number];

/** Due times by two rule sets side by side, for one moment after another; what stays the same is folded away. */
export function ClockComparison(props: {
  comparisons: readonly Comparison[];
  standings: Standings;
  now: Instant;
  /** What the second rule set is called. */
  drafted: string;
}) {
  const { comparisons, standings, now, drafted } = props;
  const columns = columnsFor(now, drafted);
  return (
    <div class="stack">
      <p>假如事情在下面这些时刻开始，各项时限这样到期，没人办理的这样上报。</p>
      <NotYetNote />
      {comparisons.map(({ moment, rows, unattended }, index) => (
        <section class="stack">
          <h3>{`${moment.label}（${formatFullDate(moment.at)}）`}</h3>
          <Clocks rows={rows} standings={standings} columns={columns} index={index} />
          <Unattended unattended={unattended} now={now} drafted={drafted} />
        </section>
      ))}
      <Warnings comparisons={comparisons} />
    </div>
  );
}

/** What moves first, then what stays, and apart from both what nothing follows yet. */
function Clocks(props: Omit<Part, "id"> & { standings: Standings; index: number }) {
  const { rows, standings, columns, index } = props;
  const idle = rows.filter(({ rule }) => standings.item(rule).idle);
  const acting = rows.filter((row) => !idle.includes(row));
  return (
    <>
      <Changed rows={acting.filter(({ changed }) => changed)} columns={columns} id={`clocks-${index}`} />
      <Unchanged rows={acting.filter(({ changed }) => !changed)} columns={columns} id={`same-${index}`} />
      <Idle rows={idle} columns={columns} id={`idle-${index}`} />
    </>
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

function Idle({ rows, columns, id }: Part) {
  if (rows.length === 0) return null;
  const moved = rows.filter(({ changed }) => changed).length;
  const summary = `尚未启用的 ${rows.length} 项${moved > 0 ? `，变了 ${moved} 项` : ""}`;
  return (
    <Disclosure summary={summary}>
      <Table caption={summary} captionHidden columns={columns} rows={rows} id={id} />
    </Disclosure>
  );
}

function columnsFor(now: Instant, drafted: string): Column<Row>[] {
  return [
    { label: "时限", heading: true, cell: ({ name }) => name },
    { label: "现行规则", cell: ({ before }) => dueWords(before, now) },
    { label: drafted, cell: ({ after }) => dueWords(after, now) },
    { label: "变化", cell: (row) => (row.changed ? changeWords(row) : "") },
  ];
}

function dueWords(due: Due | undefined, now: Instant): string {
  return due ? momentWords(due.due, now) : "没有这一项";
}

/** `12月2日 周三 18:00`, with the year where it is another. */
function momentWords(at: Instant, now: Instant): string {
  const day = dateEnding(at);
  return `${formatDate(day, now)} 周${weekdayNames[weekday(day) - 1]} ${clockEnding(at)}`;
}

function changeWords({ before, after, restarts }: Row): string {
  if (!before) return "变了：新增";
  if (!after) return "变了：取消";
  if (restarts) return "变了：从另一件事起算";
  const later = toMs(after.due) - toMs(before.due);
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

function stepWords({ level, due, isAccepting, escalation }: UnattendedStep, now: Instant): string {
  if (!escalation && isAccepting)
    return `${level.name}：应于 ${momentWords(due, now)} 前受理，过期不自动上报`;
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

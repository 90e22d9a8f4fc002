import type { Standings } from "../../worker/rules/document/standing.ts";
import type { PreviewDay, previewCalendar } from "../../worker/rules/engine/preview.ts";
import { formatWeekday, weekdayNames } from "../../worker/time/format.ts";
import { partsOf } from "../../worker/time/instants.ts";
import { NotYet } from "./not-yet.tsx";

/**
 * Months with what the rules want on each day: tables of weeks where there is room, on a phone the days that have
 * something, one below the other.
 */
export function PreviewCalendar(props: {
  calendar: ReturnType<typeof previewCalendar>;
  standings: Standings;
}) {
  const { days, warnings } = props.calendar;
  return (
    <div class="stack">
      {warnings.map(({ message }) => (
        <p class="meta">{message}。</p>
      ))}
      {monthsOf(days).map((days) => (
        <Month days={days} standings={props.standings} />
      ))}
    </div>
  );
}

function Month(props: { days: readonly PreviewDay[]; standings: Standings }) {
  const { days } = props;
  const [year, month] = (days[0]?.date ?? "").split("-");
  const planned = days.some(hasSomething) ? "" : "：没有安排";
  return (
    <table class="month">
      <caption>{`${year}年${Number(month)}月${planned}`}</caption>
      <thead>
        <tr>
          {weekdayNames.map((name) => (
            <th scope="col">
              <span class="unseen">星期</span>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week) => (
          <tr>
            {week.map((day) => (
              <Day day={day} standings={props.standings} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day(props: { day: PreviewDay | undefined; standings: Standings }) {
  const { day, standings } = props;
  if (!day) return <td class="day-empty" />;
  const { month, day: date } = partsOf(day.date);
  return (
    <td class={[!day.workday && "day-off", !hasSomething(day) && "day-empty"]}>
      <p class="day-head">
        <span class="day-full">{`${month}月`}</span>
        {date}
        <span class="day-full">{`日 ${formatWeekday(day.date)}`}</span>
        {day.note && <span class={day.workday ? "day-made-up" : "day-holiday"}>{day.note}</span>}
      </p>
      {[...Map.groupBy(day.entries, ({ detail }) => detail)].map(([detail, entries]) => (
        <>
          <p class="meta">
            {detail}
            {entries.every(({ rule }) => standings.item(rule).idle) && <NotYet />}
          </p>
          <ul class="day-entries">
            {entries.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </>
      ))}
    </td>
  );
}

function hasSomething({ note, entries }: PreviewDay): boolean {
  return note !== undefined || entries.length > 0;
}

function monthsOf(days: readonly PreviewDay[]): PreviewDay[][] {
  return [...Map.groupBy(days, ({ date }) => date.slice(0, 7)).values()];
}

/** Weeks from Monday to Sunday, with nothing before the first day of the month and after its last. */
function weeksOf(days: readonly PreviewDay[]): (PreviewDay | undefined)[][] {
  const before = (days[0]?.weekday ?? 1) - 1;
  const cells = [...Array.from({ length: before }, () => undefined), ...days];
  const weeks = Math.ceil(cells.length / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]),
  );
}

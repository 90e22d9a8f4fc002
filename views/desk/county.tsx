import type { CountyDesk } from "../../worker/domain/desk/county.ts";
import { type Instant, localDateOf, partsOf } from "../../worker/time/instants.ts";
import { Card } from "../components/list.tsx";
import { Unattended } from "../components/unattended.tsx";
import { WorkTable } from "../components/work-table.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { timeLeft } from "../lists/time-left.ts";
import { Bar } from "./bar.tsx";

interface Shown {
  frame: Frame;
  now: Instant;
  county: CountyDesk;
}

/** What is overdue longest, and whose it is. */
export function Late({ frame, now, county }: Shown) {
  if (county.late.length === 0) return null;
  return (
    <section class="work" id="late" aria-labelledby="late-title">
      <h2 id="late-title">超期最久的</h2>
      <WorkTable
        id="late"
        called="事项和任务"
        columns={[{ label: "在谁手里" }]}
        hasTimeLeft
        rows={county.late.map(({ id, page, title, unit, unattended, dueAt }) => ({
          id,
          href: link(frame, page),
          title,
          meta: [],
          mark: unattended ? <Unattended unit={unattended} /> : undefined,
          cells: [unit ?? ""],
          timeLeft: timeLeft(dueAt, now),
        }))}
      />
    </section>
  );
}

/** How the units directly below stand, and what they closed this month beside the last: bars, with the figures beside them. */
export function Units({ frame, county }: Omit<Shown, "now">) {
  const { units, closed, cut } = county;
  const lastMonth = `${partsOf(localDateOf(county.lastMonth)).month}月`;
  const most = Math.max(1, ...units.map(({ running, late }) => Math.max(running, late)));
  const mostClosed = Math.max(1, ...units.flatMap(({ closed }) => [closed.this, closed.last]));
  return (
    <Card title="各单位的事项">
      <p>
        本月办结 <Closed {...closed} month="this" unit=" 件" />，{lastMonth}全月{" "}
        <Closed {...closed} month="last" unit=" 件" />。
      </p>
      {units.length > 0 && (
        <table class="units">
          <caption class="unseen">{`${county.name}下一级各单位的事项：在办、超期和办结`}</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">在办，其中超期</th>
              <th scope="col">{`本月办结，${lastMonth}办结`}</th>
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <Unit frame={frame} unit={unit} most={most} mostClosed={mostClosed} lastMonth={lastMonth} />
            ))}
          </tbody>
        </table>
      )}
      {cut && <p class="meta">这里只列出前一部分单位，其余的可以在事项里按所在查看。</p>}
    </Card>
  );
}

type Ended = CountyDesk["closed"];

/** How many ended, and beside it how many of them are left after exclusions. */
function Closed(props: Ended & { month: keyof Ended["excluded"]; unit?: string }) {
  const { month, unit = "", excluded, ...closed } = props;
  const [n, out] = [closed[month], excluded[month]];
  return (
    <>
      <b class="numeric">{n}</b>
      {unit}
      {out > 0 && `（剔除 ${out}，剔除后 ${n - out}）`}
    </>
  );
}

function Unit(props: {
  frame: Frame;
  unit: CountyDesk["units"][number];
  most: number;
  mostClosed: number;
  lastMonth: string;
}) {
  const { frame, unit, most, mostClosed, lastMonth } = props;
  const { name, running, late, lateSaid, closed } = unit;
  const within = `/matters?${new URLSearchParams({ within: unit.id }).toString()}`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Bar
          parts={[
            { of: "late", n: late },
            { of: "running", n: running - late },
          ]}
          most={most}
        />
        <p class="units-told">
          <a href={link(frame, within)}>在办 {running}</a>
          {late > 0 && (
            <>
              {" "}
              <a class="units-late" href={link(frame, `${within}&due=overdue`)}>
                超期 {lateSaid}
              </a>
            </>
          )}
        </p>
      </td>
      <td>
        <Bar parts={[{ of: "done", n: closed.this }]} beside={closed.last} most={mostClosed} />
        <p class="units-told">
          <span>
            本月 <Closed {...closed} month="this" />
          </span>{" "}
          <span>
            {lastMonth} <Closed {...closed} month="last" />
          </span>
        </p>
      </td>
    </tr>
  );
}

import type { Line, MonthReport } from "../../worker/domain/figures/report.ts";
import { rateNames, rateWords } from "../../worker/domain/figures/words.ts";
import { formatNumber } from "../../worker/text/figures.ts";
import { formatFullMoment, formatMonth } from "../../worker/time/format.ts";
import type { Instant, LocalDate } from "../../worker/time/instants.ts";
import { Letterhead } from "../components/letterhead.tsx";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Course } from "./course.tsx";
import { HeadRate } from "./rate.tsx";
import { FiguresTable, Spots } from "./tables.tsx";

interface Shown {
  frame: Frame;
  now: Instant;
  report: MonthReport;
  /** The months beside it; null where none follows yet. */
  beside: { readonly before: string; readonly after: string | null };
}

const called = (month: string): string => formatMonth(`${month}-01` as LocalDate);

/** The address of a month's report of a unit. */
const address = (frame: Frame, month: string, unit: string, file = ""): string =>
  link(frame, `/reports/${month}${file}?${new URLSearchParams({ within: unit }).toString()}`);

/** What a month was like, for whoever answers for a county or a part of it; made to be printed. */
export function MonthReportPage(props: Shown) {
  const { frame, now, report } = props;
  const { here, month } = report;
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <Where {...props} />
      <PageHead
        title={`${here.name}${called(month)}月报`}
        lead={report.isOver ? undefined : "这个月还没有结束，数字随办理变化。"}
      />
      <Turning {...props} />
      <Head {...props} />
      <Places {...props} />
      <FiguresTable
        id="categories"
        title="按事项类别，上报最多的在前"
        called="类别"
        lines={report.categories}
        before={report.reportedBefore}
        none="这个月没有事项。"
      />
      <Spots spots={report.spots} isCounty={report.above.length === 0} />
      <FiguresTable
        id="sources"
        title="按来源"
        called="来源"
        lines={report.sources}
        none="这个月没有事项。"
      />
      <Dealt report={report} />
      <Months {...props} />
      <Meanings />
    </StaffPage>
  );
}

/** From the highest of their own units down to this one; and their other posts. */
function Where({ frame, report }: Shown) {
  const others = report.own.filter(({ id }) => id !== report.here.id);
  const beside = others.filter(({ id }) => !report.above.some((above) => above.id === id));
  const entries = [...report.above, ...beside];
  if (entries.length === 0) return null;
  return (
    <nav class="on-screen" aria-label="所在">
      <ol class="crumbs">
        {entries.map(({ id, name }) => (
          <li>
            <a href={address(frame, report.month, id)}>{name}</a>
          </li>
        ))}
        <li aria-current="page">{report.here.name}</li>
      </ol>
    </nav>
  );
}

/** To the months beside it, and to the same as a file. */
function Turning({ frame, report: { month, here }, beside }: Shown) {
  const { before, after } = beside;
  return (
    <nav class="on-screen" aria-label="其他月份和导出">
      <ul class="contents">
        <li>
          <a href={address(frame, before, here.id)}>{called(before)}</a>
        </li>
        {after && (
          <li>
            <a href={address(frame, after, here.id)}>{called(after)}</a>
          </li>
        )}
        <li>
          <a href={address(frame, month, here.id, "/figures.xlsx")}>导出 Excel</a>
        </li>
        <li>
          <a href={address(frame, month, here.id, "/figures.csv")}>导出 CSV</a>
        </li>
      </ul>
    </nav>
  );
}

function Head({ frame, now, report }: Shown) {
  const { total, before, open, here } = report;
  const within = `/matters?${new URLSearchParams({ within: here.id }).toString()}`;
  return (
    <Card title="总的情况">
      <p>
        上报 {formatNumber(total.counts.reported)} 件（上月 {formatNumber(before.counts.reported)} 件），办结{" "}
        {formatNumber(total.ended)} 件（上月 {formatNumber(before.ended)} 件），其中居民没有评价的{" "}
        {formatNumber(total.counts.unevaluated)} 件；不予受理 {formatNumber(total.counts.declined)} 件。
        {total.excluded > 0 &&
          `办结的有 ${formatNumber(total.excluded)} 件经审核剔除，剔除后的数字写在旁边。`}
      </p>
      <dl class="figures head-rates">
        {rateNames.map((name) => (
          <HeadRate name={name} told={total} before={before} />
        ))}
      </dl>
      <p>
        到 {formatFullMoment(now)}，<a href={link(frame, within)}>在办 {formatNumber(open.running)} 件</a>
        ，其中 <a href={link(frame, `${within}&due=overdue`)}>超期 {open.overdue} 件</a>。
      </p>
    </Card>
  );
}

function Places({ frame, report }: Shown) {
  const { places, month, here, direct, isCut } = report;
  return (
    <FiguresTable
      id="places"
      title="按地区"
      called="下一级"
      lines={places}
      none="这里没有下一级。"
      name={(line: Line) => <a href={address(frame, month, line.key)}>{line.name}</a>}
    >
      {direct > 0 && places.length > 0 && (
        <p class="meta">{`另有 ${formatNumber(direct)} 件上报在${here.name}本级，不在下一级，合计里有。`}</p>
      )}
      {isCut && <p class="meta">这里只列出了前 200 个。</p>}
    </FiguresTable>
  );
}

function Dealt({ report: { orgs, members } }: Pick<Shown, "report">) {
  return (
    <>
      <FiguresTable
        id="orgs"
        title="按办理的单位，办结最多的在前"
        called="单位"
        reported={false}
        lines={orgs}
        none="这个月没有办结。"
      >
        <p class="meta">
          办结和它的各项算给办结时经办的单位，以及派单后主办的单位；按时响应率算给首次受理的。最多列出 30 个。
        </p>
      </FiguresTable>
      {members.length > 0 && (
        <FiguresTable
          id="members"
          title="按主办的成员单位"
          called="单位"
          reported={false}
          lines={members}
          none=""
        />
      )}
    </>
  );
}

function Months({ frame, report: { months, here } }: Shown) {
  return (
    <FiguresTable
      id="months"
      title="近 12 个月"
      called="月份"
      lines={months}
      none=""
      name={(line: Line) => <a href={address(frame, line.key, here.id)}>{called(line.key)}</a>}
      picture={<Course months={months} />}
    />
  );
}

/** What each rate says, so that whoever shows it can explain it. */
function Meanings() {
  return (
    <Card title="怎样算">
      <dl class="terms">
        {rateNames.map((name) => (
          <div>
            <dt>{rateWords[name].short}</dt>
            <dd>{`${rateWords[name].among}，${rateWords[name].means}`}</dd>
          </div>
        ))}
      </dl>
      <p class="meta">
        上报算在上报的月份，响应算在响应的月份，办结和居民评价算在办结的月份。合并到别的事项的不算办结。地区按事项所在算，包括它的下级。
        剔除只影响办结的各项，以前月份的数字会随复查和剔除变化。
      </p>
    </Card>
  );
}

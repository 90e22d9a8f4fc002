import type { Line, MonthReport } from "../../worker/domain/figures/report.ts";
import { rateNames, rateWords } from "../../worker/domain/figures/words.ts";
import { formatNumber } from "../../worker/text/figures.ts";
import { Card } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { type Column, Table } from "../components/table.tsx";
import { Bar } from "../desk/bar.tsx";
import type { Child } from "../html.ts";
import { RateCell } from "./rate.tsx";

const rateColumns: readonly Column<Line>[] = rateNames.map((name) => ({
  label: rateWords[name].short,
  numeric: true,
  cell: (told) => <RateCell told={told} name={name} />,
}));

/** How many ended, and beside it how many of them are excluded. */
const ended = (told: Line): Child => (
  <>
    {formatNumber(told.ended)}
    {told.excluded > 0 && <span class="rate-left">剔除 {formatNumber(told.excluded)}</span>}
  </>
);

const endedColumn: Column<Line> = { label: "办结", numeric: true, cell: ended };

interface Shown {
  id: string;
  title: string;
  /** What stands above the names. */
  called: string;
  lines: readonly Line[];
  /** What is said where there are none. */
  none: string;
  name?: ((line: Line) => Child) | undefined;
  /** Left out where reports are nobody's doing: of units. */
  reported?: false;
  before?: ReadonlyMap<string, number> | undefined;
  /** What shows the same at a glance. */
  picture?: Child;
  children?: Child;
}

/** A table of whose figures stand in it, with a bar for how much was reported; it is the picture's text, too. */
export function FiguresTable(props: Shown) {
  const { id, title, called, lines, none, name = (line: Line) => line.name, reported, before } = props;
  const most = Math.max(1, ...lines.map(({ counts }) => counts.reported));
  const columns: Column<Line>[] = [
    { label: called, heading: true, cell: name },
    ...(reported === false ? [] : [{ label: "上报", numeric: true, cell: reportedCell(most, before) }]),
    endedColumn,
    ...rateColumns,
  ];
  return (
    <Card title={title} id={id}>
      {props.picture}
      {lines.length === 0 ? (
        <Empty text={none} />
      ) : (
        <div class="report-table">
          <Table caption={title} captionHidden id={`${id}-rows`} columns={columns} rows={lines} />
        </div>
      )}
      {props.children}
    </Card>
  );
}

const reportedCell = (most: number, before: ReadonlyMap<string, number> | undefined) => (line: Line) => (
  <>
    {formatNumber(line.counts.reported)}
    {before && <span class="rate-left">上月 {formatNumber(before.get(line.key) ?? 0)}</span>}
    <Bar parts={[{ of: "running", n: line.counts.reported }]} most={most} />
  </>
);

/** Where most was reported. */
export function Spots({ spots, isCounty }: { spots: MonthReport["spots"]; isCounty: boolean }) {
  const most = Math.max(1, ...spots.map(({ n }) => n));
  return (
    <Card title="上报最多的地方" id="spots">
      {spots.length === 0 ? (
        <Empty text="这个月没有上报。" />
      ) : (
        <Table
          caption="上报最多的地方"
          captionHidden
          id="spots-rows"
          columns={[
            { label: "地方", heading: true, cell: ({ name }) => name },
            {
              label: "上报",
              numeric: true,
              cell: ({ n }) => (
                <>
                  {formatNumber(n)}
                  <Bar parts={[{ of: "running", n }]} most={most} />
                </>
              ),
            },
          ]}
          rows={spots}
        />
      )}
      <p class="meta">
        {isCounty ? "全县" : "这里"}最多的 10 处，按事项所在的网格或者社区算，不含更下一级的。
      </p>
    </Card>
  );
}

import type { Rate, Told } from "./rates.ts";
import type { Line, MonthReport } from "./report.ts";
import { type RateName, rateNames } from "./words.ts";

/** One line of a report as a row of a file. `by`: of which table it is. */
export interface ReportRow extends Pick<Told, "counts" | "ended" | "excluded"> {
  readonly month: string;
  readonly here: string;
  readonly by: string;
  readonly name: string;
  /** In per cent, to one decimal; empty where there is nothing to divide by. */
  readonly rates: Percents;
  readonly left: Percents | null;
}

type Percents = Readonly<Record<RateName, number | "">>;

const percent = ({ numerator, denominator }: Rate): number | "" =>
  denominator === 0 ? "" : Math.round((numerator * 1000) / denominator) / 10;

const percents = (rates: Told["rates"]): Percents =>
  Object.fromEntries(rateNames.map((name) => [name, percent(rates[name])])) as Percents;

/** All tables of a report below one another. */
export function reportRows({ month, here, ...report }: MonthReport): ReportRow[] {
  const row = (by: string, line: Line, at = month): ReportRow => ({
    ...{ month: at, here: here.name, by, name: line.name },
    ...{ counts: line.counts, ended: line.ended, excluded: line.excluded },
    ...{ rates: percents(line.rates), left: line.left && percents(line.left.rates) },
  });
  const rows = (by: string, lines: readonly Line[]) => lines.map((line) => row(by, line));
  return [
    row("合计", { key: here.id, name: here.name, ...report.total }),
    ...rows("地区", report.places),
    ...rows("事项类别", report.categories),
    ...rows("来源", report.sources),
    ...rows("办理的单位", report.orgs),
    ...rows("主办的成员单位", report.members),
    ...report.months.map((line) => row("月份", line, line.key)),
  ];
}

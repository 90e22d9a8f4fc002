import type { Line } from "../../worker/domain/figures/report.ts";
import { formatNumber } from "../../worker/text/figures.ts";

const [wide, high, foot, head] = [720, 180, 22, 16] as const;

/** `11月`, and in January and at first the year as well. */
const monthSaid = (month: string, isFirst: boolean): string => {
  const [year, at] = month.split("-").map(Number);
  return isFirst || at === 1 ? `${year}年${at}月` : `${at}月`;
};

/** Reported and ended in each month, as bars beside each other; the table below says the same. */
export function Course({ months }: { months: readonly Line[] }) {
  const most = Math.max(1, ...months.flatMap(({ counts, ended }) => [counts.reported, ended]));
  const step = wide / months.length;
  const bar = Math.floor(step / 2) - 6;
  const tall = (n: number) => Math.round(((high - foot - head) * n * 10) / most) / 10;
  const base = high - foot;
  return (
    <figure class="course">
      <svg viewBox={`0 0 ${wide} ${high}`} aria-hidden="true" focusable="false">
        <path class="bar-line" d={`M0 ${base + 0.5}H${wide}`} />
        {months.map(({ key, counts, ended }, index) => (
          <>
            <One at={step * index + 5} {...{ bar, base }} of="running" n={counts.reported} tall={tall} />
            <One at={step * index + 7 + bar} {...{ bar, base }} of="done" n={ended} tall={tall} />
            <text class="course-month" x={step * (index + 0.5)} y={high - 6} text-anchor="middle">
              {monthSaid(key, index === 0)}
            </text>
          </>
        ))}
      </svg>
      <figcaption>
        <span class="course-key course-reported">上报</span>
        <span class="course-key course-ended">办结</span>
        件数，数字见下表
      </figcaption>
    </figure>
  );
}

function One(props: {
  at: number;
  bar: number;
  base: number;
  of: "running" | "done";
  n: number;
  tall: (n: number) => number;
}) {
  const { at, bar, base, of, n, tall } = props;
  if (n === 0) return null;
  return (
    <>
      <rect class={`bar-${of}`} x={at} y={base - tall(n)} width={bar} height={tall(n)} />
      <text class="course-n" x={at + bar / 2} y={base - tall(n) - 4} text-anchor="middle">
        {formatNumber(n)}
      </text>
    </>
  );
}

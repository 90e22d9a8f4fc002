import type { Rate, Told } from "../../worker/domain/figures/rates.ts";
import { type RateName, rateWords } from "../../worker/domain/figures/words.ts";
import { formatNumber, formatRate } from "../../worker/text/figures.ts";

/** `17/20` */
const fraction = ({ numerator, denominator }: Rate): string =>
  `${formatNumber(numerator)}/${formatNumber(denominator)}`;

/** A percentage with what it is made of; a dash where there is nothing to divide by. */
export function RateFigure({ rate }: { rate: Rate }) {
  if (rate.denominator === 0) return <>—</>;
  return (
    <span class="rate">
      {formatRate(rate.numerator, rate.denominator)} <span class="rate-of">{fraction(rate)}</span>
    </span>
  );
}

/** The same in a table; below it what is left after exclusions, where there are any. */
export function RateCell({ told, name }: { told: Told; name: RateName }) {
  const left = told.left?.rates[name];
  return (
    <>
      <RateFigure rate={told.rates[name]} />
      {left && name !== "responseRate" && (
        <span class="rate-left">
          剔除后 <RateFigure rate={left} />
        </span>
      )}
    </>
  );
}

/** `上月 85.0%（34/40）` */
const beforeSaid = (rate: Rate): string =>
  rate.denominator === 0
    ? "上月没有可算的"
    : `上月 ${formatRate(rate.numerator, rate.denominator)}（${fraction(rate)}）`;

/** A rate at the head of a report: large, with what it is made of, beside last month's, and after exclusions. */
export function HeadRate({ name, told, before }: { name: RateName; told: Told; before: Told }) {
  const { [name]: rate } = told.rates;
  const left = name === "responseRate" ? undefined : told.left?.rates[name];
  return (
    <div>
      <dt>{rateWords[name].short}</dt>
      <dd>
        <strong>{formatRate(rate.numerator, rate.denominator)}</strong>{" "}
        {rate.denominator > 0 && <span class="rate-of">{fraction(rate)}</span>}
        {left && (
          <span class="meta">
            剔除后 {formatRate(left.numerator, left.denominator)}（{fraction(left)}）
          </span>
        )}
        <span class="meta">{beforeSaid(before.rates[name])}</span>
      </dd>
    </div>
  );
}

import { formatNumber } from "../format.ts";
import type { Child } from "../html.ts";

/** A number that answers a question; `href` leads to what it counts. */
export type Figure = { label: Child; value: number | string; href?: string | undefined };

/** Numbers side by side, for the first look: 已超期 3, 今天到期 5. */
export function Figures(props: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {props.figures.map(({ label, value, href }) => {
        const shown = typeof value === "number" ? formatNumber(value) : value;
        return (
          <div>
            <dt>{label}</dt>
            <dd>{href === undefined ? shown : <a href={href}>{shown}</a>}</dd>
          </div>
        );
      })}
    </dl>
  );
}

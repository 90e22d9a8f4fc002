import type { Figure } from "../../worker/domain/desk/figures.ts";
import { type Frame, link } from "../layout/frame.ts";

/** What is counted, each figure a way to the list that shows just that. What is late stands out, where there is any. */
export function Figures(props: { frame: Frame; figures: readonly Figure[] }) {
  return (
    <ul class="counts" id="figures">
      {props.figures.map((figure) => (
        <li class={["count", figure.key === "overdue" && figure.n !== "0" && "count-late"]}>
          <Told frame={props.frame} figure={figure} />
        </li>
      ))}
    </ul>
  );
}

function Told({ frame, figure }: { frame: Frame; figure: Figure }) {
  const { key, label, n, lists } = figure;
  const [only, ...others] = lists;
  const told = (
    <>
      <span class="count-label">{label}</span> <b class="count-n">{n}</b>
    </>
  );
  if (only && others.length === 0) {
    const href = link(frame, only.href);
    return (
      <a
        class="count-whole"
        id={`figure-${key}`}
        href={href}
        aria-current={frame.path === only.href && "true"}
      >
        {told}
      </a>
    );
  }
  return (
    <>
      <p class="count-whole" id={`figure-${key}`}>
        {told}
      </p>
      <p class="count-parts">
        {lists.map(({ n, called, href }) => (
          <a href={link(frame, href)}>
            <span class="unseen">{label}：</span>
            {called} {n}
          </a>
        ))}
      </p>
    </>
  );
}

import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Frame } from "../layout/frame.ts";

/** What stands above a page on paper, and there alone: whose it is, what it is, and of when. */
export function Letterhead(props: {
  frame: Frame;
  /** Left out where the page's own head says it. */
  title?: string | undefined;
  /** What it is confined to, in words. */
  lines?: readonly string[] | undefined;
  /** The moment of what is told. */
  at?: Instant | undefined;
}) {
  const { frame, title, lines = [], at } = props;
  return (
    <header class="letterhead">
      <p class="letterhead-county">{frame.countyName ?? "联治"}</p>
      {title && <p class="letterhead-title">{title}</p>}
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      {at && <p>{formatFullMoment(at)}</p>}
    </header>
  );
}

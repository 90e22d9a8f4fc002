import type { Ended, Exclusions } from "../../worker/domain/figures/read.ts";
import { Empty } from "../components/notice.tsx";
import type { Child } from "../html.ts";

/** How matters ended in a month, and what residents said of it; where some are excluded, without these, too. */
export function MonthFigures(props: { figures: Ended; exclusions: Exclusions | null }): Child {
  const { figures, exclusions } = props;
  if (endedIn(figures) === 0)
    return <Empty text="本月还没有办结的事项。办结以后，这里显示件数和居民的评价。" />;
  return (
    <>
      <Shown figures={figures} />
      {exclusions && (
        <>
          <p>{`其中 ${exclusions.n} 件经审核剔除。剔除后：`}</p>
          <Shown figures={exclusions.left} />
        </>
      )}
    </>
  );
}

const endedIn = ({ solved, unsolved, unevaluated }: Ended): number => solved + unsolved + unevaluated;

function Shown({ figures }: { figures: Ended }): Child {
  const { solved, unsolved, satisfied, dissatisfied } = figures;
  return (
    <dl class="figures">
      <div>
        <dt>件办结</dt>
        <dd>{endedIn(figures)}</dd>
      </div>
      <Share part={solved} of={solved + unsolved} said="居民说解决了" nobody="还没有居民评价" />
      <Share part={satisfied} of={satisfied + dissatisfied} said="居民说满意" nobody="还没有居民说是否满意" />
    </dl>
  );
}

/** Of fewer than this a percentage says more than it knows. */
const handful = 10;

/** How many of those who said something said this. The numbers always stand beside a percentage. */
function Share({
  part,
  of,
  said,
  nobody,
}: {
  part: number;
  of: number;
  said: string;
  nobody: string;
}): Child {
  const counted = `${part}/${of}`;
  return (
    <div>
      <dt>
        {of === 0 ? nobody : said}
        {of >= handful && <span class="whole"> {counted}</span>}
      </dt>
      <dd>{of === 0 ? "—" : of < handful ? counted : `${Math.floor((part / of) * 100)}%`}</dd>
    </div>
  );
}

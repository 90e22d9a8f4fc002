import type { MatterPage } from "../../worker/domain/matters/read.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { ResolutionWord } from "../resolutions/state.tsx";

/** What meetings decided about a matter, each with where it stands. */
export function SettledBy(props: { frame: Frame; now: Instant; page: MatterPage }) {
  const { frame, now, page } = props;
  if (page.resolutions.length === 0) return null;
  return (
    <Card title="会议议定">
      <ItemList id="settled-by">
        {page.resolutions.map(({ id, number, body, state, leadName, meeting, maySee }) => (
          <Item
            title={<span class="excerpt">{body}</span>}
            href={maySee ? link(frame, `/resolutions/${encodeURIComponent(id)}`) : undefined}
            mark={<ResolutionWord state={state} />}
            meta={[
              `${meeting.title}（${formatMoment(meeting.startsAt as Instant, now)}）第 ${number} 号`,
              ...(leadName ? [`主办 ${leadName}`] : []),
            ].join("，")}
          />
        ))}
      </ItemList>
    </Card>
  );
}

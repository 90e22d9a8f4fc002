import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { reloading } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { ResolutionMark } from "../resolutions/state.tsx";

/** What the meeting decided. While it runs the newest stands first, next to the form it came from. */
export function Resolutions(props: { frame: Frame; now: Instant; page: MeetingPage }) {
  const { frame, now, page } = props;
  const running = page.state === "scheduled";
  const shown = running ? [...page.resolutions].reverse() : page.resolutions;
  const refresh = link(frame, `/meetings/${encodeURIComponent(page.id)}`);
  return (
    <Card
      title={shown.length > 0 ? `决议（${shown.length} 条）` : "决议"}
      id="resolutions"
      action={running && <Refresh href={refresh} />}
    >
      {shown.length === 0 ? (
        <Empty text={running ? "还没有记录决议。会上议定一条，记录一条。" : "这次会议没有记录决议。"} />
      ) : (
        <ItemList id="resolution-list">
          {shown.map((resolution) => (
            <Item
              title={<span class="excerpt">{`${resolution.number}. ${resolution.body}`}</span>}
              href={link(frame, `/resolutions/${encodeURIComponent(resolution.id)}`)}
              mark={<ResolutionMark resolution={resolution} now={now} />}
              meta={`${resolution.leadName ? `主办 ${resolution.leadName}，` : ""}${resolution.loggedBy}记录`}
            />
          ))}
        </ItemList>
      )}
    </Card>
  );
}

/**
 * What others logged meanwhile. An address with a fragment that is shown already isn't loaded again, so this one has none;
 * with htmx only the list changes, and what is being typed stays.
 */
function Refresh({ href }: { href: string }) {
  return (
    <a href={href} {...reloading(href, "#resolutions")} id="refresh">
      刷新
    </a>
  );
}

import { formatMoment, formatWeekday } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { type Frame, link } from "../layout/frame.ts";

export type NextMeeting = { id: string; title: string; startsAt: string; place: string; host: string };

/** Where to be in the next seven days. */
export function Meetings(props: { frame: Frame; now: Instant; meetings: readonly NextMeeting[] }) {
  const { frame, now, meetings } = props;
  return (
    <Card title="7天内的会议" action={<a href={link(frame, "/meetings")}>全部会议</a>}>
      {meetings.length === 0 ? (
        <Empty text="7天内没有会议。" />
      ) : (
        <ItemList id="next-meetings">
          {meetings.map(({ id, title, startsAt, place, host }) => {
            const at = startsAt as Instant;
            return (
              <Item
                title={title}
                href={link(frame, `/meetings/${encodeURIComponent(id)}`)}
                mark={<time datetime={at}>{`${formatMoment(at, now)} ${formatWeekday(at)}`}</time>}
                meta={`${place}，${host}召开`}
              />
            );
          })}
        </ItemList>
      )}
    </Card>
  );
}

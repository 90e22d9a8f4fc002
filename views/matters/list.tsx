import type { mattersPage } from "../../worker/domain/matters/read.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Tabs } from "../components/tabs.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { MatterMark } from "./state.tsx";

type Page = Awaited<ReturnType<typeof mattersPage>>;
type Row = Page["matters"][number];

/** The matters in a person's scopes, newest first: those somebody still works on, or those that ended. */
export function MattersPage(props: { frame: Frame; now: Instant; done: boolean; page: Page }) {
  const { frame, now, done, page } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead title="事项" />
      <Tabs
        label="事项范围"
        tabs={[
          { label: "在办", href: link(frame, "/matters"), current: !done },
          { label: "已结", href: link(frame, "/matters?done=1"), current: done },
        ]}
      />
      {page.matters.length === 0 ? (
        <NoMatters frame={frame} done={done} />
      ) : (
        <ItemList id="matters" more={morePath(frame, done, page.next)}>
          {page.matters.map((row) => (
            <MatterItem frame={frame} now={now} row={row} />
          ))}
        </ItemList>
      )}
    </StaffPage>
  );
}

function morePath(frame: Frame, done: boolean, next: string | null): string | undefined {
  if (next === null) return undefined;
  return link(frame, `/matters?${done ? "done=1&" : ""}before=${encodeURIComponent(next)}`);
}

function MatterItem(props: { frame: Frame; now: Instant; row: Row }) {
  const { row, now } = props;
  const handler = row.handlerName ? `，经办人 ${row.handlerName}` : "";
  return (
    <Item
      title={row.category}
      href={link(props.frame, `/matters/${encodeURIComponent(row.id)}`)}
      mark={<MatterMark {...row} dueAt={row.dueAt as Instant | null} now={now} />}
      meta={
        <>
          {`${row.unit}${handler}，${formatMoment(row.reportedAt as Instant, now)} 上报，`}
          <span class="whole">编号 {row.number}</span>
        </>
      }
    >
      <p class="excerpt">{row.body}</p>
    </Item>
  );
}

function NoMatters(props: { frame: Frame; done: boolean }) {
  if (props.done)
    return <Empty text="还没有已结的事项。居民评价后办结的、到期没有评价的和不予受理的，会移到这里。" />;
  return (
    <Empty text="现在没有在办的事项。居民上报后，会按时间列在这里，也会出现在您的待办中。">
      <a href={link(props.frame, "/matters?done=1")}>查看已结事项</a>
    </Empty>
  );
}

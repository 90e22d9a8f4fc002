import type { deskPage, Urgency } from "../../worker/domain/desk/desk.ts";
import { formatMoment, formatWeekday } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { DueBy } from "../components/state.tsx";
import { Unattended } from "../components/unattended.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

/** One to-do, one per record, with how urgent it is now. */
export type Todo = Pick<
  Awaited<ReturnType<typeof deskPage>>["todos"][number],
  "id" | "page" | "todo" | "title" | "dueAt" | "urgency" | "unattended"
>;

export type NextMeeting = { id: string; title: string; startsAt: string; place: string; host: string };

/** What every staff member sees first: what to do and by when, then where to be. */
export function Desk(props: {
  frame: Frame;
  now: Instant;
  /** By due time, the most urgent first. */
  todos: readonly Todo[];
  /** There are more to-dos than were read. */
  cut: boolean;
  meetings: readonly NextMeeting[];
}) {
  const { frame } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead title="我的待办" />
      <div class="with-side">
        <div class="stack">
          <Todos {...props} />
        </div>
        <Card title="近期会议" action={<a href={link(frame, "/meetings")}>全部会议</a>}>
          <Meetings {...props} />
        </Card>
      </div>
    </StaffPage>
  );
}

const groups: readonly { urgency: Urgency; title: string }[] = [
  { urgency: "overdue", title: "已超期" },
  { urgency: "today", title: "今天到期" },
  { urgency: "soon", title: "七天内到期" },
  { urgency: "later", title: "七天以后到期" },
];

function Todos(props: { frame: Frame; now: Instant; todos: readonly Todo[]; cut: boolean }) {
  const { frame, now, todos, cut } = props;
  if (todos.length === 0) return <NothingToDo frame={frame} />;
  return (
    <>
      {groups.map(({ urgency, title }) => {
        const group = todos.filter((todo) => todo.urgency === urgency);
        if (group.length === 0) return null;
        return (
          <Card title={title} id={urgency}>
            <ItemList id={`${urgency}-todos`}>
              {group.map((todo) => (
                <TodoItem frame={frame} now={now} todo={todo} />
              ))}
            </ItemList>
          </Card>
        );
      })}
      {cut && <p>这里只列出最紧急的一部分。办结后，其余待办会依次显示。</p>}
    </>
  );
}

function TodoItem(props: { frame: Frame; now: Instant; todo: Todo }) {
  const { todo, page, title, dueAt, unattended } = props.todo;
  return (
    <Item
      title={<span class="excerpt">{title}</span>}
      href={link(props.frame, page)}
      meta={unattended && <Unattended unit={unattended} />}
      mark={
        <span class="due">
          <DueBy at={dueAt as Instant} now={props.now} />
          <span class="meta">{todo}</span>
        </span>
      }
    />
  );
}

function NothingToDo(props: { frame: Frame }) {
  return (
    <Card title="没有待办">
      <p>现在没有需要您办理的事项和任务。有新的待办时，会按到期时间列在这里。</p>
      {props.frame.nav.some(({ href }) => href === "/matters") && (
        <p>
          <a href={link(props.frame, "/matters")}>查看全部事项</a>
        </p>
      )}
    </Card>
  );
}

function Meetings(props: { frame: Frame; now: Instant; meetings: readonly NextMeeting[] }) {
  const { frame, now, meetings } = props;
  if (meetings.length === 0) return <Empty text="近期没有安排会议。安排后，时间和地点会显示在这里。" />;
  return (
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
  );
}

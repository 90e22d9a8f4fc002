import type { Show } from "../../worker/domain/desk/before.ts";
import type { deskPage } from "../../worker/domain/desk/desk.ts";
import { figureLabels } from "../../worker/domain/lists/words.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card } from "../components/list.tsx";
import { Unattended } from "../components/unattended.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkTable } from "../components/work-table.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { timeLeft } from "../lists/time-left.ts";

/** One to-do, one per record. */
export type Todo = Pick<
  Awaited<ReturnType<typeof deskPage>>["todos"][number],
  "id" | "page" | "todo" | "title" | "dueAt" | "unattended"
>;

interface Shown {
  frame: Frame;
  now: Instant;
  /** By due time, the most urgent first. */
  todos: readonly Todo[];
  /** Where the next page begins, if there is one. */
  next: string | null;
  /** What of them was asked for, and whether from further on. */
  show: Show | null;
  turned: boolean;
}

/** What somebody must do and by when, as a work list; nothing where they have nothing to do and `calm` says nothing. */
export function Todos(props: Shown & { calm: boolean }) {
  const { todos, show, turned, calm } = props;
  if (todos.length === 0 && show === null && !turned)
    return calm ? <NothingToDo frame={props.frame} /> : null;
  return (
    <section class="work" id="todos" aria-labelledby="todos-title">
      <div class="card-head">
        <h2 id="todos-title">{show === null ? "等您办理" : `等您办理：${figureLabels[show]}`}</h2>
        {show !== null && <a href={link(props.frame, "/desk")}>全部待办</a>}
      </div>
      {todos.length === 0 ? <NothingHere frame={props.frame} /> : <Rows {...props} />}
    </section>
  );
}

function Rows({ frame, now, todos, next, show, turned }: Shown) {
  return (
    <>
      <WorkTable
        id="todos"
        called="待办"
        columns={[{ label: "要做的", whole: true }]}
        hasTimeLeft
        rows={todos.map((todo) => rowOf(frame, now, todo))}
      />
      {(next !== null || turned) && (
        <nav class="work-pages" aria-label="待办翻页">
          {turned && <LinkButton href={link(frame, addressOf(show, null))}>回到最急的</LinkButton>}
          {next !== null && <LinkButton href={link(frame, addressOf(show, next))}>下一页</LinkButton>}
        </nav>
      )}
    </>
  );
}

const addressOf = (show: Show | null, after: string | null): string => {
  const asked = new URLSearchParams({ ...(show && { show }), ...(after && { after }) }).toString();
  return asked ? `/desk?${asked}#todos` : "/desk#todos";
};

const rowOf = (frame: Frame, now: Instant, { id, page, title, todo, dueAt, unattended }: Todo): WorkRow => ({
  id,
  href: link(frame, page),
  title,
  meta: [],
  mark: unattended ? <Unattended unit={unattended} /> : undefined,
  cells: [todo],
  timeLeft: timeLeft(dueAt, now),
});

function NothingHere({ frame }: { frame: Frame }) {
  return (
    <div class="work-empty">
      <p>没有符合的待办。</p>
      <LinkButton href={link(frame, "/desk")}>看全部待办</LinkButton>
    </div>
  );
}

function NothingToDo({ frame }: { frame: Frame }) {
  return (
    <Card title="没有待办">
      <p>现在没有需要您办理的事项和任务。有新的待办时，会按到期时间列在这里。</p>
      {frame.nav.some(({ href }) => href === "/matters") && (
        <p>
          <a href={link(frame, "/matters")}>查看全部事项</a>
        </p>
      )}
    </Card>
  );
}

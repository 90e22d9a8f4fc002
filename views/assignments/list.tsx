import type { assignmentsPage } from "../../worker/domain/assignments/list.ts";
import { assignmentRoles, assignmentStates } from "../../worker/domain/assignments/states.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { timeLeft } from "../lists/time-left.ts";
import { isConfined, type Told } from "../lists/told.ts";
import { AssignmentWord } from "./state.tsx";

type Page = Awaited<ReturnType<typeof assignmentsPage>>;
type Shown = {
  frame: Frame;
  now: Instant;
  page: Page;
  accountId: string | null;
  /** For the forms around the list. */
  idempotencyKey: string;
};

/** The parts a person finds: what is due first, first. */
export function AssignmentsPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead title="承办" />
      <WorkList
        {...around(told)}
        id="assignments"
        at={now}
        columns={[{ label: "承办单位" }, { label: "分工" }, { label: "状态" }]}
        rows={page.assignments.map((row) => rowOf(props, row))}
        hasTimeLeft={!page.asked.done}
        empty={<NoAssignments {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/assignments",
  called: "承办",
  counter: "件",
  page,
  states: assignmentStates,
  kinds: { label: "分工", options: page.kinds },
  standings: ["正在承办", "已答复、已收回"],
  due: true,
  orders: { urgent: "最急的在前", newest: "新的在前", first: "旧的在前" },
  placeholder: "编号、情况、地点、单位",
  exported: true,
  accountId,
  idempotencyKey,
});

const rowOf = ({ frame, now }: Shown, row: Page["assignments"][number]): WorkRow => ({
  id: row.id,
  href: link(frame, `/assignments/${encodeURIComponent(row.id)}`),
  title: row.matter,
  meta: [row.number, row.place, `${formatDay(row.givenAt as Instant, now)}派单`],
  cells: [row.name, assignmentRoles[row.role], <AssignmentWord state={row.state} />],
  timeLeft: timeLeft(row.dueAt, now),
});

function NoAssignments({ frame, page, told }: Shown & { told: Told }) {
  if (isConfined(page.asked))
    return (
      <Empty text={page.asked.search ? `没有找到“${page.asked.search}”。` : "没有符合这些条件的承办。"}>
        <LinkButton href={link(frame, told.path)}>看全部正在承办的</LinkButton>
      </Empty>
    );
  if (page.asked.done) return <Empty text="还没有答复或收回的承办。" />;
  return <Empty text="现在没有正在承办的。派给您单位主办、协办的事项，和您的单位派出去的，都会列在这里。" />;
}

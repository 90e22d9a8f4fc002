import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { type AttendanceState, attendanceStates } from "../../worker/domain/meetings/states.ts";
import { Card, DescriptionList } from "../components/list.tsx";
import { StateMark } from "../components/state.tsx";
import type { Child } from "../html.ts";

const order = Object.keys(attendanceStates) as AttendanceState[];

/** Who belongs to a meeting, grouped by whether they came. */
export function Attendance(props: { page: MeetingPage; children?: Child }) {
  const { page } = props;
  const { members } = page;
  return (
    <Card title={`参会成员（${members.length} 个）`}>
      {page.quorum && <Quorum quorum={page.quorum} members={members.length} />}
      <DescriptionList
        items={order.flatMap((state) => {
          const these = members.filter((member) => member.state === state);
          if (these.length === 0) return [];
          return [
            {
              term: `${attendanceStates[state]} ${these.length}`,
              detail: these.map(({ name }) => name).join("、"),
            },
          ];
        })}
      />
      {props.children}
    </Card>
  );
}

function Quorum(props: { quorum: NonNullable<MeetingPage["quorum"]>; members: number }) {
  const { came, required, reached } = props.quorum;
  const counted = `应到 ${props.members}，到会 ${came}，按规则须到 ${required}`;
  return (
    <p>
      <StateMark state={reached ? "done" : "overdue"}>
        {reached ? "达到法定人数" : "未达到法定人数"}
      </StateMark>{" "}
      {counted}
    </p>
  );
}

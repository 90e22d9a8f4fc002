import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { Card, DescriptionList } from "../components/list.tsx";

type Member = MeetingPage["members"][number];

/** What people read for how a member stands to a sitting. */
export const attendanceWords: Readonly<Record<Member["state"], string>> = {
  invited: "已通知",
  present: "到会",
  proxy: "代会",
  late: "迟到",
  leave: "请假",
  absent: "缺席",
};

const order = Object.keys(attendanceWords) as Member["state"][];

/** Who belongs to a sitting, grouped by whether they came. */
export function Attendance(props: { page: MeetingPage }) {
  const { members } = props.page;
  return (
    <Card title={`参会成员（${members.length} 个）`}>
      <DescriptionList
        items={order.flatMap((state) => {
          const these = members.filter((member) => member.state === state);
          if (these.length === 0) return [];
          return [
            {
              term: `${attendanceWords[state]} ${these.length}`,
              detail: these.map(({ name }) => name).join("、"),
            },
          ];
        })}
      />
    </Card>
  );
}

export const meetingStates = { scheduled: "待召开", held: "已召开", cancelled: "已取消" } as const;
export type MeetingState = keyof typeof meetingStates;

export const attendanceStates = {
  invited: "应到",
  present: "到会",
  proxy: "代会",
  late: "迟到",
  leave: "请假",
  absent: "缺席",
} as const;

export type AttendanceState = keyof typeof attendanceStates;

/** For so many days after a meeting began it can still be mended who came. The figure is ours. */
export const correctableDays = 7;

/** What a form calls how a member attended, and whose such a field is. */
export const attendanceField = (memberId: string): string => `came.${memberId}`;
export const memberOf = (field: string): string | undefined => /^came\.(.+)$/.exec(field)?.[1];

/** What is looked for among those who may belong to a meeting, and which of them a button of the form chooses. */
export const findField = "find";
export const chooseField = "choose";

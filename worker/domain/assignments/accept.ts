import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { assignees, onAssignment } from "./assignment.ts";

/** Says that the unit has read it and deals with it. */
export const acceptAssignment = move(onAssignment)({
  name: "accept",
  resource: "acceptance",
  label: "签收",
  logged: "签收承办",
  done: "已签收，由您单位承办",
  from: ["assigned"],
  who: assignees,
  input: {},
  events: { accepted: happening<object>(() => ({ title: "签收，开始办理", tone: "onTime" })) },
  decide: () => ({ set: { state: "accepted" }, says: { accepted: {} } }),
});

import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, pauses, stepLimits } from "../defaults/handling.ts";
import { ours } from "../defaults/terms.ts";
import { monthly, ninglang } from "./terms.ts";

export const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "patrol",
      name: "网格员摸排",
      level: "smallGrid",
      window: "patrol",
      escalateOn: ["request", "windowEnd"],
      source: [monthly],
    },
    {
      key: "gridMeeting",
      name: "一、二级网格联席会议",
      level: "community",
      window: "gridMeeting",
      escalateOn: ["request", "windowEnd"],
      source: [monthly, ours("两级网格同一窗口、同一会议，合为一级办理")],
    },
    {
      key: "street",
      name: "街道",
      level: "street",
      window: "street",
      escalateOn: ["request", "windowEnd"],
      source: [monthly],
    },
    {
      key: "county",
      name: "县级职能部门",
      level: "county",
      limit: stepLimits.county,
      source: [monthly, limitSource],
    },
  ],
  windows: [
    { key: "patrol", name: "摸底排查", byDay: 10, source: [monthly] },
    { key: "gridMeeting", name: "网格联席会议", byDay: 15, source: [monthly] },
    { key: "street", name: "街道处理", byDay: 25, source: [monthly] },
  ],
  overall: {
    limit: { days: 75 },
    source: [ours("按月办理：最迟次月25日前街道办完，再加县级部门十五个工作日，并留余量")],
  },
  evaluation,
  pauses,
  extensions,
  source: [monthly, ninglang("大事全网联动、小事一格解决")],
};

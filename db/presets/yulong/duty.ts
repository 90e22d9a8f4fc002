import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "../defaults/terms.ts";
import { watch, yulong } from "./terms.ts";

const frontLine = yulong("问题在一线发现、矛盾在一线处置；挑选熟悉本地情况的党员担任网格员");
const unscheduled = ours("公开做法未载次数：不定次数，以系统里上报的问题为准，不签到、不拍照、不留轨迹");

export const duty: RuleSetInput["duty"] = {
  rounds: [
    {
      key: "tenHouseholds",
      name: "十户联防",
      kind: "patrol",
      level: "micro",
      by: [
        { of: "post", key: "microLiaison" },
        { of: "role", name: "联防户、党员志愿者" },
      ],
      source: [watch, unscheduled],
    },
    {
      key: "gridPatrol",
      name: "网格员巡查",
      kind: "patrol",
      level: "grid",
      by: [{ of: "post", key: "gridWorker" }],
      source: [frontLine, unscheduled],
    },
  ],
  source: [watch],
};

import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "../defaults/terms.ts";
import { monthly, ninglang } from "./terms.ts";

const records = ours("凭据以系统里上报的问题为准，不签到、不拍照、不留轨迹");

export const duty: RuleSetInput["duty"] = {
  rounds: [
    {
      key: "monthlyPatrol",
      name: "每月摸底排查",
      kind: "patrol",
      level: "smallGrid",
      by: [
        { of: "post", key: "mainGridWorker" },
        { of: "post", key: "assistingGridWorker" },
        { of: "post", key: "buildingLead" },
        { of: "post", key: "unitLead" },
      ],
      cadence: { every: "month", window: { byDay: 10 } },
      source: [monthly, records],
    },
    {
      key: "marketPatrol",
      name: "占道经营和无证无照经营巡查",
      kind: "patrol",
      level: "street",
      by: [
        { of: "unit", key: "urbanManagement" },
        { of: "unit", key: "marketRegulation" },
      ],
      source: [
        ninglang("加强对流动小摊贩、占道经营和无证无照经营等开展巡查"),
        ours("公开做法未载次数：不定次数，重点地段按需安排"),
        records,
      ],
    },
  ],
  source: [monthly],
};

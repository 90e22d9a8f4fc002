import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "../defaults/terms.ts";
import { gridWorkers, yulin } from "./terms.ts";

const doorKnock = yulin(
  "组织社区、网格工作者、党员志愿者、老干部、老党员开展经常性登门走访“敲门行动”，听取意见、宣传政策、收集民意",
);
const contact = yulin("街道(镇)社区干部包联网格，主动沉入网格、走进群众，倾听心声、回应诉求");
const records = ours("凭据以走访记录为准，不签到、不拍照、不留轨迹");

export const duty: RuleSetInput["duty"] = {
  rounds: [
    {
      key: "doorKnock",
      name: "敲门行动",
      kind: "visit",
      level: "grid",
      by: [
        ...gridWorkers,
        { of: "post", key: "gridSecretary" },
        { of: "role", name: "党员志愿者、老干部、老党员" },
      ],
      cadence: { every: "halfYear" },
      source: [
        doorKnock,
        ours("公开做法只说“经常性”，按每半年走遍一次，300至500户平均每个工作日两至四户"),
        records,
      ],
    },
    {
      key: "contactVisits",
      name: "包联干部进网格",
      kind: "visit",
      level: "grid",
      by: [{ of: "post", key: "contactCadre" }],
      source: [contact, ours("公开做法未载次数：不定次数"), records],
    },
  ],
  source: [doorKnock],
};

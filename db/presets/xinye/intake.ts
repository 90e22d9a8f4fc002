import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { categories, intakeSource } from "../defaults/intake.ts";
import { ours } from "../defaults/terms.ts";
import { xinye } from "./terms.ts";

const service = xinye("大力推行首问负责制、全程代办制、服务承诺制");
const wording = ours("公开做法只列制度名称，给居民看的文字按通行含义写");

export const intake: RuleSetInput["intake"] = {
  sources: ["resident", "patrol", "visit", "hotline", "meeting"],
  categories,
  admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
  anonymous: true,
  commitments: [
    {
      key: "firstAsked",
      name: "首问负责制",
      kind: "firstAsked",
      text: "您第一个找到的工作人员负责到底：能办的当场办，不归本岗位办的帮您转到承办人，并告诉您结果。",
      source: [service, wording],
    },
    {
      key: "agency",
      name: "全程代办制",
      kind: "agency",
      text: "要到街道和部门办的事，由社区工作人员代您跑，办到哪一步随时可查。",
      source: [service, wording],
    },
    {
      key: "oneWindow",
      name: "一窗式受理、全科式服务",
      kind: "oneWindow",
      text: "审批、便民、就业等事项在社区党群服务中心一个窗口受理，最多跑一次。",
      source: [xinye("做到“一窗式受理、全科式服务”，实现群众“最多跑一次”的服务承诺")],
    },
    {
      key: "promise",
      name: "服务承诺制",
      kind: "promise",
      text: "党群服务中心大门常开、服务常在，工作日有人坐班；11大类60余项服务都有办事指南。",
      source: [
        service,
        xinye("每天1至2人常态化坐班；统一印制民政、就业、医保、卫健等11大类60余项内容的服务指南"),
      ],
    },
  ],
  source: [intakeSource, ours("允许匿名上报，凭回执码查询")],
};

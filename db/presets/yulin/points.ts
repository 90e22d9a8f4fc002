import { amountSource, type Points, pointTerms, pointTermsSource } from "../defaults/points.ts";
import { pointsPractice, yulin } from "./terms.ts";

const fields = yulin("带动群众积极参与疫情防控、平安建设、文明创建、矛盾化解、服务群众等工作");
const volunteering = yulin("在网格内常态化开展医疗卫生、环境整治、治安巡逻、政策宣传、文艺宣传等志愿服务");

export const points: Points = {
  schemes: [
    {
      key: "members",
      name: "“网格吹哨、党员报到”积分",
      holders: "partyMembers",
      level: "grid",
      earning: [
        {
          key: "reportIn",
          name: "按时报到",
          points: 2,
          capPerMonth: 10,
          source: [pointsPractice, amountSource],
        },
        {
          key: "whistleDone",
          name: "办结吹哨事项",
          points: 3,
          capPerMonth: 15,
          source: [pointsPractice, amountSource],
        },
        {
          key: "mediation",
          name: "化解矛盾纠纷",
          points: 3,
          capPerMonth: 9,
          source: [fields, amountSource],
        },
        {
          key: "volunteering",
          name: "志愿服务",
          points: 2,
          capPerMonth: 8,
          source: [volunteering, amountSource],
        },
        {
          key: "wish",
          name: "办成微心愿",
          points: 3,
          capPerMonth: 9,
          source: [yulin("主动认领岗位，帮助困难群众实现1.5万多个“微心愿”"), amountSource],
        },
      ],
      ...pointTerms,
      source: [pointsPractice, pointTermsSource],
    },
    {
      key: "teams",
      name: "网格队伍积分",
      holders: "teams",
      level: "grid",
      earning: [
        {
          key: "teamReportIn",
          name: "按时报到出队",
          points: 5,
          capPerMonth: 20,
          source: [pointsPractice, amountSource],
        },
        {
          key: "teamVolunteering",
          name: "组织志愿服务",
          points: 5,
          capPerMonth: 20,
          source: [volunteering, amountSource],
        },
      ],
      ...pointTerms,
      source: [pointsPractice, pointTermsSource],
    },
  ],
  source: [pointsPractice],
};

import type { Lists } from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import { communitySecretary, ninglang, supervision } from "./terms.ts";

export const lists: Lists = {
  lists: [
    {
      key: "powers",
      name: "小微权力清单",
      kind: "powers",
      level: "community",
      enteredBy: [communitySecretary, { of: "unit", key: "supervisionCommittee" }],
      audience: "public",
      source: [
        supervision,
        ninglang("制定实施《村(社区)事务阳光工程“543”措施》"),
        ours("由居务监督委员会一同填报，向居民公开"),
      ],
    },
    {
      key: "activities",
      name: "宣传、志愿服务和培训清单",
      kind: "activity",
      level: "street",
      enteredBy: [
        { of: "level", key: "community" },
        { of: "unit", key: "localUnit" },
      ],
      collection: { every: "quarter", window: { byDay: 10 } },
      source: [
        ninglang("建立1中心、2所、10站，开展宣传教育志愿服务1400余场次"),
        ninglang("邀请职能部门专业人员对网格员开展培训12期，1420余人次参加"),
        ours("公开做法未载征集时间，按每季度首月10日前"),
      ],
    },
  ],
  source: [supervision],
};

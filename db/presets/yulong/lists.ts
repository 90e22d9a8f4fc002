import {
  claimSource,
  claimTerms,
  keptOpen,
  type Lists,
  resourceSource,
  resourceTerms,
} from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import { communitySecretary, fiveCommons, streetSecretary, yulong } from "./terms.ts";

const localUnits = { of: "unit", key: "localUnit" } as const;
const massOrganisations = { of: "unit", key: "massOrganisation" } as const;
const communities = { of: "level", key: "community" } as const;

export const lists: Lists = {
  lists: [
    {
      key: "powers",
      name: "街道权力和责任清单",
      kind: "powers",
      level: "street",
      enteredBy: [streetSecretary],
      audience: "public",
      source: [yulong("建立街道权力和责任清单，优化街道职能职责"), ours("公开做法未载公布范围，向居民公开")],
    },
    {
      key: "resources",
      name: "驻社区单位资源清单",
      kind: "resource",
      level: "street",
      enteredBy: [localUnits, massOrganisations, { of: "unit", key: "businessDistrict" }],
      claim: { by: [communities], ...resourceTerms },
      source: [fiveCommons, yulong("充分整合驻社区单位资源，弥补网格服务能力不足"), resourceSource, keptOpen],
    },
    {
      key: "problems",
      name: "难题清单",
      kind: "problem",
      level: "community",
      enteredBy: [communitySecretary, { of: "post", key: "gridWorker" }],
      claim: { by: [localUnits, massOrganisations, { of: "role", name: "党员志愿者" }], ...claimTerms },
      source: [
        fiveCommons,
        yulong("分析研判网格内难点、疑点问题，理清思路，明确措施"),
        claimSource,
        keptOpen,
      ],
    },
    {
      key: "activities",
      name: "共办活动和培训清单",
      kind: "activity",
      level: "street",
      enteredBy: [communities, localUnits, massOrganisations],
      collection: { every: "quarter", window: { byDay: 10 } },
      source: [
        fiveCommons,
        yulong("新入职社区干部“岗位实训+理论培训”，开展常态化轮岗、一岗多能业务培训"),
        ours("公开做法未载征集时间，按每季度首月10日前，供联席会议统筹"),
      ],
    },
  ],
  source: [fiveCommons],
};

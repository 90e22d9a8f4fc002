import { amountSource, type Points, pointTerms, pointTermsSource } from "../defaults/points.ts";
import { ours } from "../defaults/terms.ts";
import { ninglang } from "./terms.ts";

const shop = ninglang("以“院坝会”“爱心超市”积分兑换等方式激发居民参与治理热情");
const contests = ninglang("开展文明卫生、家庭美德、致富带头人等大比拼活动，引导移风易俗");
const goods = ours("公开做法未载兑换内容：按日用品大小分三档，每月至多一次");

export const points: Points = {
  schemes: [
    {
      key: "kindnessShop",
      name: "“爱心超市”居民积分",
      holders: "residents",
      level: "community",
      earning: [
        {
          key: "courtyardMeeting",
          name: "参加院坝会议事",
          points: 2,
          capPerMonth: 4,
          source: [shop, amountSource],
        },
        {
          key: "volunteering",
          name: "参加志愿服务和环境整治",
          points: 3,
          capPerMonth: 12,
          source: [
            ninglang("县委县政府、街道社区和党员群众多元参与，开展县城环境综合整治"),
            shop,
            amountSource,
          ],
        },
        {
          key: "neighbourHelp",
          name: "邻里互助、调解纠纷",
          points: 3,
          capPerMonth: 9,
          source: [ninglang("促进群众向上向善、孝老爱亲、重义守信"), shop, amountSource],
        },
        {
          key: "contest",
          name: "在文明卫生、家庭美德等评比中受表扬",
          points: 10,
          capPerMonth: 10,
          source: [contests, amountSource],
        },
      ],
      ...pointTerms,
      redemption: [
        { key: "small", name: "日用品(小件)", cost: 10, perYear: 12, source: [shop, goods] },
        { key: "medium", name: "日用品(中件)", cost: 30, perYear: 12, source: [shop, goods] },
        { key: "large", name: "日用品(大件)", cost: 60, perYear: 12, source: [shop, goods] },
      ],
      redeemAt: "社区“爱心超市”",
      source: [shop, pointTermsSource],
    },
  ],
  source: [shop],
};

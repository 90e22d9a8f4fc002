import { amountSource, type Points, pointTerms, pointTermsSource } from "../defaults/points.ts";
import { memberPosts, ordering, registration, xinye } from "./terms.ts";

const newGroups = xinye("引导两新党员通过爱心配送、隐患报送、文明随手拍等方式参与社区治理");

export const points: Points = {
  schemes: [
    {
      key: "members",
      name: "党员设岗定责积分",
      holders: "partyMembers",
      level: "community",
      earning: [
        {
          key: "patrol",
          name: "治安巡逻",
          points: 2,
          capPerMonth: 8,
          source: [memberPosts, amountSource],
        },
        {
          key: "mediation",
          name: "纠纷调解",
          points: 3,
          capPerMonth: 9,
          source: [memberPosts, amountSource],
        },
        {
          key: "publicGood",
          name: "公益服务",
          points: 2,
          capPerMonth: 8,
          source: [memberPosts, registration, amountSource],
        },
        { key: "wish", name: "办成微心愿", points: 3, capPerMonth: 9, source: [ordering, amountSource] },
        {
          key: "order",
          name: "完成居民点单",
          points: 2,
          capPerMonth: 8,
          source: [ordering, amountSource],
        },
        {
          key: "hazard",
          name: "爱心配送、隐患报送",
          points: 1,
          capPerMonth: 5,
          source: [newGroups, amountSource],
        },
      ],
      ...pointTerms,
      source: [memberPosts, pointTermsSource],
    },
  ],
  source: [memberPosts],
};

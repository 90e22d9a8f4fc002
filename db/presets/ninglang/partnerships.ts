import type { Partnerships } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { ninglang } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "redProperty",
    name: "“红色物业”",
    level: "community",
    partners: "units",
    duties: "小区党支部、业委会(物委会)和物业一起议事，使小区有人管、管得好",
    source: [ninglang("以单独成立和联合组建方式成立小区党支部28个，对有条件的小区创建“红色物业”")],
  },
  {
    key: "shopFronts",
    name: "沿街店铺门前“五包”",
    level: "community",
    partners: "units",
    duties: "沿街店铺落实门前“五包”责任，配合垃圾日扫日清",
    source: [
      ninglang("落实“两网六单一机制”和沿街店铺门前“五包”责任，保障城区垃圾“日扫日清”"),
      ours("“五包”的具体内容公开做法未载，按当地文件填写"),
    ],
  },
];

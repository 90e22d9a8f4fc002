import { presets } from "../../../db/presets/index.ts";
import { categoriesOf } from "../../../worker/domain/matters/categories.ts";

/** What people write of, by category; the others are called by their names. */
const troubles: Readonly<Record<string, readonly string[]>> = {
  drainage: ["下水道堵了，污水往外冒", "楼道里水管漏水，一直流到一楼", "窨井盖坏了，下雨积水很深"],
  garbage: ["垃圾桶满了三天没人清运", "建筑垃圾堆在门口，进出不方便", "垃圾房气味太大，夏天没法开窗"],
  lighting: ["路灯不亮，晚上看不见路", "楼道灯坏了两周没有修", "广场的灯一闪一闪，请检修"],
  parkingShortage: ["晚上找不到车位，车都停到绿地上", "消防通道被占用，请划出停车线"],
  ebikes: ["电动车停在楼道里充电", "电动自行车把人行道占满了"],
  roads: ["路面塌陷，骑车摔了人", "人行道地砖松动，下雨溅一身泥"],
  pollution: ["工地夜里十一点还在施工，噪声太大", "楼下饭店油烟直排，窗户都熏黑了"],
  propertyService: ["物业收了费不打扫，楼梯间都是灰", "门禁坏了报修十天没有回音"],
  elevators: ["电梯又停了，老人下不了楼", "电梯门关不上，请尽快检修"],
  waterPower: ["停水两天，没有收到通知", "电压不稳，冰箱烧坏了"],
  stalls: ["早市摊点占了半条路", "流动摊贩把公交站堵住了"],
  neighbours: ["楼上装修早上六点就开始砸墙", "邻居在公共走廊堆放杂物"],
  fire: ["灭火器过期，消防栓没有水", "安全出口被锁住了"],
  relief: ["家里有人重病，想问怎样申请临时救助", "低保停发了，请核实"],
  elderly: ["独居老人要上门理发和量血压", "日间照料中心什么时候开门"],
};
const estates =
  "北关 东关 西关 南关 汉城 劳动街 朝阳 书院 健康路 人民路 解放 纺织厂 白河湾 滨江 文化路 建设 育才 水岸 和平 新华";
const places = estates.split(" ").flatMap((name) => ["小区", "家园", "花园"].map((kind) => `${name}${kind}`));
const wishes = [
  "请派人来看看",
  "反映过两次了",
  "盼尽快解决",
  "希望给个说法",
  "居民意见很大",
  "有孩子和老人出入，不安全",
];

/** From the most reported down, so that their shares are skewed. */
export const categories = categoriesOf(presets.xinye.rules.intake.categories)
  .map(({ key, names }) => ({ key, said: troubles[key] ?? [`关于${names.at(-1)}的问题`] }))
  .sort((a, b) => b.said.length - a.said.length);

/** What hardly anybody reports, and in which words. */
export const rare = { kind: categories.at(-1)?.key ?? "", source: "meeting", text: "有人散养藏獒，没有拴绳" };

/** What is looked for: where two words are, they are common and never stand together. */
export const searches = {
  "one character": "水",
  "two characters": "漏水",
  "four characters": "路灯不亮",
  rare: "藏獒",
  nothing: "飞碟",
  "two that never meet": "漏水 路灯",
} as const;

export type Chance = () => number;

/** Numbers from 0 to 1 that are the same in each run. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const below = (chance: Chance, many: number): number => Math.floor(chance() * many);
export const oneOf = <T>(chance: Chance, all: readonly T[]): T => all[below(chance, all.length)] as T;

/** Picks places of a list of so many: the nth as often as 1/n to this power says. */
export function skewed(many: number, power: number): (chance: Chance) => number {
  const sums: number[] = [];
  for (let at = 0; at < many; at++) sums.push((sums.at(-1) ?? 0) + 1 / (at + 1) ** power);
  const whole = sums.at(-1) ?? 1;
  return (chance) => {
    const wanted = chance() * whole;
    let [low, high] = [0, many - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧建国文平桂兰玉梅志红春燕海波";

export const personName = (chance: Chance): string =>
  [surnames, given, ...(chance() < 0.7 ? [given] : [])].map((from) => oneOf(chance, [...from])).join("");

export const placeName = (chance: Chance): string =>
  `${oneOf(chance, places)}${below(chance, 30) + 1}号楼${below(chance, 6) + 1}单元`;

export const bodyOf = (chance: Chance, said: readonly string[]): string =>
  `${oneOf(chance, said)}，${oneOf(chance, wishes)}`;

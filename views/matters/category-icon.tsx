import type { Child } from "../html.ts";

/** One stroke each, on 24 by 24. */
const strokes = {
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  sound: "M4 10v4h3l5 4V6l-5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11",
  lamp: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.3 1 2.1h5c0-.8.4-1.6 1-2.1A6 6 0 0 0 12 3z",
  water: "M12 3c3.5 4.5 6 7.5 6 11a6 6 0 0 1-12 0c0-3.5 2.5-6.5 6-11z",
  bolt: "M13 3 6 14h5l-1 7 7-11h-5z",
  road: "M8 3 5 21M16 3l3 18M12 4v3M12 10.5v3M12 17v3",
  car: "M4 16v-4l2-5h12l2 5v4zM4 12h16M6.5 16v2.5M17.5 16v2.5",
  flame:
    "M12 21c-3.6 0-6-2.4-6-5.6C6 11.5 10 10 10.5 4c3 1.5 4 4 4 6 .8-.5 1.2-1.2 1.5-2 1.3 1.8 2 3.9 2 6 0 4.2-2.4 7-6 7z",
  tree: "M12 21v-9.5M12 15c-4 0-6-2.7-6-5.5C6 6.5 8.5 3 12 3s6 3.5 6 6.5c0 2.8-2 5.5-6 5.5zM9 9l3 2.5L15 9",
  building: "M5 21V5l8-2v18M13 8l6 2v11M3 21h18M8 8h2M8 12h2M8 16h2",
  people:
    "M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a2.5 2.5 0 1 0 0-5M3 20c0-3.5 2.5-6 5.5-6s5.5 2.5 5.5 6M16 14c2.8 0 5 2.2 5 5.5",
  stall: "M4 9l1.5-5h13L20 9zM5.5 9v11h13V9M9 20v-6h6v6",
  paper: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  heart: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 7.5 2.5c0 5.4-7.5 10-7.5 10z",
  speech: "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
  shield: "M12 3l7 3v5.5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.5V6zM9 12l2.2 2.2L15 10.5",
  other: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM8.5 12h.1M12 12h.1M15.5 12h.1",
} as const;

/** By what a category is called, since each county calls them otherwise; the first that fits. */
const words: readonly (readonly [RegExp, keyof typeof strokes])[] = [
  [/垃圾|保洁|清运/, "bin"],
  [/噪|油烟|扬尘|污染/, "sound"],
  [/灯|照明/, "lamp"],
  [/消防|火/, "flame"],
  [/充电|线缆|通信|用电/, "bolt"],
  [/水|管网|井盖/, "water"],
  [/道路|断头|路面|坑/, "road"],
  [/车/, "car"],
  [/绿化|树|草/, "tree"],
  [/纠纷|邻里|婚姻|矛盾/, "people"],
  [/摊|占道|食品|市场/, "stall"],
  [/收费|欠薪|劳动|就业|代办|证明/, "paper"],
  [/养老|老人|救助|帮扶|困难|医疗|社保|医保|残疾|民生/, "heart"],
  [/意见|建议|投诉/, "speech"],
  [/物业|业主|电梯|小区|搭建|住房|楼/, "building"],
  [/安全|治安|诈|隐患|高空/, "shield"],
  [/卫生|环境/, "bin"],
];

/** What a category is about, drawn beside its name; the name says it. `names` as categories have them. */
export function CategoryIcon({ names }: { names: readonly string[] }): Child {
  const fitting = [...names].reverse().flatMap((name) => words.find(([word]) => word.test(name))?.[1] ?? []);
  return (
    <svg viewBox="0 0 24 24" width="28" height="28" class="stroked" aria-hidden="true" focusable="false">
      <path d={strokes[fitting[0] ?? "other"]} />
    </svg>
  );
}

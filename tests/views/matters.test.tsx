import { describe, expect, test } from "vitest";
import { MatterView } from "../../views/matters/detail.tsx";
import { MattersPage } from "../../views/matters/list.tsx";
import { MatterMark } from "../../views/matters/state.tsx";
import { toldToStaff } from "../../worker/domain/kernel/happenings.ts";
import { type LoadedMatter, onMatter } from "../../worker/domain/matters/matter.ts";
import { matterEvents } from "../../worker/domain/matters/moves.ts";
import type { MatterPage } from "../../worker/domain/matters/read.ts";
import {
  type MatterClosure,
  type MatterState,
  matterClosures,
  matterStates,
} from "../../worker/domain/matters/states.ts";
import { attribute, byId, type Element, fragment, named, only, page, text } from "./parsed.ts";
import {
  actions,
  doubledIds,
  event,
  frame,
  handledMatter,
  hostile,
  intruders,
  key,
  listPage,
  matter,
  now,
  staffClock,
} from "./samples.ts";

const view = (shown: MatterPage, more: Partial<Parameters<typeof MatterView>[0]> = {}) =>
  page(<MatterView frame={frame} now={now} page={shown} idempotencyKey={key} {...more} />);

const row = (shown: MatterPage) => ({
  ...shown,
  key: "a",
  older: null,
  unit: "第一网格",
  dueAt: null,
  acceptBy: null,
  isExcluded: false,
});

const list = (rows: MatterPage[], next: string | null = null, done = false) =>
  listed(rows.map(row), next, done);

const listed = (matters: ReturnType<typeof row>[], next: string | null, done = false) => {
  const shown = {
    ...listPage(matters, { next, asked: { done } }),
    matters,
    excluded: null,
    sources: {},
    mayRegister: false,
  };
  return page(
    <MattersPage frame={frame} now={now} page={shown} accountId={null} mayAct={false} idempotencyKey={key} />,
  );
};

const markOf = (state: MatterState, closure: MatterClosure | null = null) =>
  text(
    fragment(
      <MatterMark
        state={state}
        closure={closure}
        exclusion={null}
        hasAddition={false}
        dueAt={null}
        now={now}
      />,
    ),
  );

/** What is said to somebody who tries a move that a matter's state doesn't allow. */
const refusalOf = (state: MatterState) =>
  onMatter.overtaken({ matter: matter({ state }) } as unknown as LoadedMatter).message;

describe("where a matter stands", () => {
  test.each([
    ["reported", "待受理"],
    ["accepted", "办理中"],
    ["paused", "已挂起"],
    ["resolved", "待评价"],
    ["closed", "已办结"],
    ["reopened", "重新办理"],
    ["declined", "不予受理"],
    ["withdrawn", "已撤回"],
  ] as const)("%s reads the same in pages and in refusals: %s", (state, word) => {
    expect(markOf(state)).toBe(word);
    expect(refusalOf(state)).toContain(`“${word}”`);
    expect(text(only(view(matter({ state })), "main"))).toContain(word);
  });

  test.each([
    ["solved", "已办结", "居民评价已解决，事项已办结。"],
    ["unsolved", "已办结，居民未认可", "居民评价没有解决，按规则不再重办，事项已办结。"],
    ["unevaluated", "已办结，居民未评价", "居民没有在期限内评价，事项按规则办结，单独统计。"],
  ] as const)("closed as %s it is marked %s, in the list and on its page", (closure, mark, result) => {
    const closed = matter({ state: "closed", closure, outcome: "已更换灯具", due: [] });
    expect(markOf("closed", closure)).toBe(mark);
    expect(named(list([closed], null, true), "span").map(text)).toContain(mark);
    const shown = text(only(view(closed), "main"));
    for (const words of [mark, result, "已更换灯具"]) expect(shown).toContain(words);
  });

  test("closed as solved, but dissatisfied, staff read both", () => {
    const closed = matter({ state: "closed", closure: "solved", satisfied: false, due: [] });
    expect(text(only(view(closed), "main"))).toContain("居民评价已解决，但对办理不满意，事项已办结。");
  });

  test("every state and closure has its word, each another", () => {
    const states = Object.keys(matterStates) as MatterState[];
    const closures = Object.keys(matterClosures) as MatterClosure[];
    const marks = [
      ...states.filter((state) => state !== "closed").map((state) => markOf(state)),
      ...closures.map((closure) => markOf("closed", closure)),
    ];
    expect(marks.filter((mark) => mark === "")).toEqual([]);
    expect(new Set(marks).size).toBe(states.length - 1 + closures.length);
  });

  test.each([
    ["reported", "等待受理。受理后由经办人答复居民。"],
    ["accepted", "经办人正在办理。办理后请居民评价。"],
    ["resolved", "等待居民评价。到评价期限没有评价的，按规则办结。"],
    ["paused", "暂停办理，等到挂起的情形结束后恢复；在那之前期限停住。"],
    ["reopened", "居民评价没有解决或不满意，正在重新办理。"],
    ["declined", "理由和去处已告知居民。"],
  ] as const)("whoever may do nothing with it reads what comes next when it is %s", (state, next) => {
    expect(text(only(view(matter({ state })), "main"))).toContain(next);
  });

  test("only those who must keep a clock can be late with it; nobody here is late with a resident's verdict", () => {
    const late = "2026-11-21T08:00:00.000Z";
    const told = (due: MatterPage["due"]) => text(only(view(matter({ state: "resolved", due })), "main"));
    const step = told([staffClock("step", late)]);
    for (const words of ["本级期限", "已超期 1小时", "第1网格办理"]) expect(step).toContain(words);
    const evaluation = told([staffClock("evaluation", late, null)]);
    expect(evaluation).toContain("评价期限今天 16:00 前");
    expect(evaluation).not.toContain("超期");
    expect(told([staffClock("overall", late)])).toContain("总期限已超期 1小时");
  });
});

describe("what can be done with a matter", () => {
  test("only the moves that are allowed are offered, each under its own key", () => {
    const parsed = view(handledMatter());
    expect(actions(parsed)).toEqual([
      "/matters/m1/acceptance",
      "/matters/m1/category",
      "/matters/m1/merger",
      "/matters/m1/split",
      "/matters/m1/refusal",
      "/matters/m1/reporter",
    ]);
    const keys = named(parsed, "input").filter((input) => attribute(input, "name") === "_key");
    expect(new Set(keys.map((input) => attribute(input, "value"))).size).toBe(6);
    expect(text(parsed)).toContain("已超期");
    expect(doubledIds(parsed)).toEqual([]);
  });

  test.each([
    ["reported", ["accept", "recategorise", "merge", "split", "decline"]],
    ["accepted", ["resolve", "note", "takeOver", "recategorise", "merge", "split"]],
    ["paused", ["resume", "note", "recategorise"]],
    ["reopened", ["accept", "resolve", "note", "recategorise", "split"]],
    ["resolved", []],
    ["closed", []],
    ["declined", []],
  ] as const)(
    "a caseworker is offered its moves when it is %s: %j; an inspector is offered none",
    (state, moves) => {
      expect(handledMatter({ state }).moves).toEqual(moves);
      expect(handledMatter({ state }, "inspector").moves).toEqual([]);
      const buttons = named(view(handledMatter({ state })), "button").map((button) => [
        text(button),
        attribute(button, "class"),
      ]);
      const primary = buttons.filter(([, classes]) => classes?.includes("button-primary"));
      expect(primary.length).toBe(moves.length > 0 ? 1 : 0);
    },
  );

  test("turning a matter away is folded away, and its button says that something ends", () => {
    const parsed = view(handledMatter());
    const fold = named(parsed, "details").find((each) => text(each).includes("不予受理")) as Element;
    expect(attribute(fold, "open")).toBeUndefined();
    expect(text(only(fold, "summary"))).toBe("不属于受理范围");
    expect(text(fold)).toContain("提交后事项结束，居民会看到以上理由，本单位不能再改为受理。");
    expect(text(only(fold, "label"))).toBe("不予受理的理由和去处");
    expect(attribute(only(fold, "textarea"), "data-most")).toBe("400");
    const button = only(fold, "button");
    expect([text(button), attribute(button, "class")]).toEqual(["不予受理", "button button-danger"]);
    expect(text(only(parsed, "main"))).toContain("受理后，您就是这件事项的经办人，居民会看到事项已受理。");
  });

  test("forms that ask for something called alike have ids of their own; the one that failed is what is linked to", () => {
    const lineage = [
      { id: "c", level: "county", name: "新野县", path: "/c/" },
      { id: "g1", level: "grid", name: "第1网格", path: "/c/g1/" },
    ] as unknown as MatterPage["lineage"];
    const page = handledMatter({ lineage });
    expect(page.moves).toEqual(expect.arrayContaining(["raise", "decline"]));
    expect(doubledIds(view(page))).toEqual([]);
    const problems = [{ path: "reason", message: "请填写上报的原因" }];
    const failed = { form: "escalation", attempt: { values: {}, problems } };
    const again = view(page, { failed });
    expect(doubledIds(again)).toEqual([]);
    const form = named(again, "form").find((each) => attribute(each, "action")?.endsWith("/escalation"));
    expect(form && byId(form, "field-reason")).toBeDefined();
  });

  test("contact data stays masked until it was asked for, and the page says that looks are recorded", () => {
    const masked = view(matter());
    expect(text(masked)).toContain("138****5678");
    expect(text(masked)).toContain("每次查看都会记入操作记录");
    const revealed = { reporterName: "张三", reporterPhone: "13800005678" };
    const shown = view(matter(), { revealed });
    expect(text(shown)).toContain("13800005678");
    expect(actions(shown)).toEqual([]);
  });

  test("what was typed is kept, also when somebody else moved the matter on", () => {
    const failed = (problem: string) => ({
      form: "outcome",
      attempt: { values: { outcome: "换了灯头" }, problems: [{ path: problem, message: "请检查" }] },
    });
    const again = view(handledMatter({ state: "accepted" }), { failed: failed("outcome") });
    expect(text(byId(again, "field-outcome") ?? again)).toBe("换了灯头");
    expect(byId(again, "problems")).toBeDefined();
    expect(text(again)).not.toContain("您填写的内容没有保存");
    const overtaken = view(handledMatter({ state: "resolved" }), { failed: failed("") });
    expect(text(overtaken)).toContain("您填写的内容没有保存");
    expect(named(overtaken, "dt").map(text)).toContain("办理结果");
    expect(text(overtaken)).toContain("换了灯头");
  });
});

describe("what happened to a matter", () => {
  const due = "2026-11-24T10:00:00.000Z";
  const moved = (kind: string, because: string) =>
    event("clockMoved", {
      noun: "matter",
      kind,
      from: due,
      to: "2026-12-31T16:00:00.000Z",
      ruleVersion: 3,
      because,
    });
  const events = [
    event("reported", { source: "hotline", to: "第1网格", due }),
    event("accepted"),
    event("resolved", { outcome: "已更换灯具" }),
    event("evaluated", { solved: false, comment: "还有一盏不亮" }),
    event("reopened", { to: "汉城街道", due: "2026-12-04T10:00:00.000Z" }),
    event("evaluated", { solved: true }),
    event("evaluated", { solved: true, satisfied: true }),
    event("evaluated", { solved: true, satisfied: false }),
    event("exhausted", { reopenings: 2 }),
    event("lapsed", { due }),
    event("contactsForgotten", {}),
    event("declined", { reason: "请到供电公司办理" }),
    event("whistled", { by: "汉城街道", called: ["住建局"] }),
    event("dispatched", { by: "汉城街道", lead: "水务局", assisting: ["住建局"], due, body: "查漏" }),
    event("dispatched", { by: "汉城街道", lead: null, assisting: ["住建局", "供电公司"], due, body: "补查" }),
    event("partAnswered", { unit: "住建局", role: "assist", answer: "产权属业主" }),
    event("partOver", { unit: "供电公司", why: "withdrawn", reason: "派错了" }),
    event("partOver", { unit: "供电公司", why: "takenBack", reason: "不归其管" }),
    event("handedOver", { from: "甲", to: "乙", unit: "第1网格", unattended: false }),
    event("handedOver", { from: "甲", to: null, unit: "第1网格", unattended: false }),
    event("handedOver", { from: "甲", to: null, unit: "第1网格", unattended: true }),
    event("withheld", { reason: "写了住址" }),
    event("shownAgain", { reason: "已经核实" }),
    event("raised", { cause: "request", reason: "要挖开主管道", to: "北关社区", due }),
    event("raised", { cause: "overdue", to: "汉城街道", due }),
    event("raised", { cause: "windowEnd", to: "县级", due }),
    event("extensionAsked", { until: due, to: "汉城街道", reason: "要等管材到货" }),
    event("extended", { from: now, until: due, by: "汉城街道" }),
    event("extended", { from: now, until: due, by: null, reason: "要等管材到货" }),
    event("extensionRefused", { by: "汉城街道", reason: "库存还有管材" }),
    event("pauseAsked", { occasion: "等待鉴定", to: "汉城街道", reason: "样品已送检" }),
    event("paused", { occasion: "等待鉴定", until: due, endsByItself: true, by: "汉城街道" }),
    event("paused", { occasion: "诉讼", until: due, endsByItself: false, by: null, reason: "已立案" }),
    event("pauseRefused", { by: "汉城街道", reason: "可以自己检测" }),
    event("pauseKept", { occasion: "诉讼", until: due, reason: "还没有开庭" }),
    event("noted", { text: "管材明天到", audience: "resident" }),
    event("noted", { text: "等供电公司回话", audience: "staff" }),
    event("passedOn", { from: "汉城街道", to: "第2网格", due, reason: "先去现场看" }),
    event("takenOver", { from: "甲" }),
    event("merged", { number: "2026-000120", reason: "同一盏灯" }),
    event("joined", { number: "2026-000125" }),
    event("joined", { number: "2026-000125", due }),
    event("separated", { number: "2026-000120", due, reason: "不是同一盏灯" }),
    event("parted", { number: "2026-000125" }),
    event("split", { category: "路灯照明", body: "路灯不亮", to: "第1网格", due }),
    event("splitOff", { number: "2026-000120", to: "第1网格", due }),
    event("calledBack", { from: "第2网格", to: "北关社区", due, reason: "派错了网格" }),
    event("recategorised", { from: "环境卫生 / 下水道", to: "基础设施 / 道路" }),
    event("urged", { text: "今天要有结果", times: 2 }),
    event("withdrawn", { reason: "自己修好了" }),
    event("withdrawn", {}),
    event("added", { text: "北门也坏了一盏" }),
    event("followerAdded", { number: "2026-000125" }),
    event("exclusionAsked", { to: "新野县", reason: "诉求超出本县职权", note: "要求改省道走向" }),
    event("exclusionWithdrawn", {}),
    event("exclusionAgreed", { by: "新野县" }),
    event("excluded", { by: "新野县", reason: "诉求超出本县职权" }),
    event("exclusionRefused", { by: "新野县", reason: "本县可以先修路肩" }),
    event("exclusionRevoked", { reason: "查明属本县职权" }),
    event("reviewAsked", { name: "复查", to: "北关社区", due, reason: "只修了一盏" }),
    event("reviewUpheld", {
      ...{ name: "复查", by: "北关社区", opinion: "三盏都亮" },
      next: { name: "复核", to: "汉城街道", until: due },
    }),
    event("reviewUpheld", {
      ...{ name: "复查", by: "新野县", opinion: "三盏都亮", next: { name: "复核", to: null } },
    }),
    event("reviewUpheld", { name: "复核", by: "汉城街道", opinion: "三盏都亮", next: null }),
    event("reviewOverturned", { name: "复查", by: "北关社区", opinion: "再修两盏" }),
    event("reviewOverturned", { name: "复查", by: "北关社区", opinion: "再修两盏", lapsed: "asked" }),
    event("reviewOverturned", { name: "复查", by: "北关社区", opinion: "再修两盏", lapsed: "granted" }),
    event("resumed", { due, isOver: false }),
    event("resumed", { due, isOver: true }),
    moved("step", "rules"),
    moved("overall", "holidays"),
    moved("evaluation", "rules"),
    event("surprise"),
  ];

  test("is told to staff in words, whatever kind it is of, with whoever did it; a resident isn't named", () => {
    expect(Object.keys(matterEvents).filter((kind) => !events.some((one) => one.kind === kind))).toEqual([]);
    const told = toldToStaff(matterEvents, events, now);
    expect(told.map(({ title, note, by }) => [title, note, by])).toEqual([
      ["12345热线，转到第1网格，应于11月24日 18:00 前办理", undefined, undefined],
      ["已受理", undefined, "示例干部"],
      ["已办理，请居民评价", "已更换灯具", "示例干部"],
      ["居民评价：没有解决", "还有一盏不亮", undefined],
      ["重新办理，转到汉城街道，应于12月4日 18:00 前办理", undefined, "示例干部"],
      ["居民评价：已解决", undefined, undefined],
      ["居民评价：已解决，满意", undefined, undefined],
      ["居民评价：已解决，不满意", undefined, undefined],
      ["已重办 2 次，按规则不再重办，办结", undefined, "示例干部"],
      ["居民没有在期限内评价，按规则办结", undefined, "示例干部"],
      ["保留期满，按规则删除上报人的姓名和电话", undefined, "示例干部"],
      ["不予受理", "请到供电公司办理", "示例干部"],
      ["汉城街道吹哨", "请住建局报到", "示例干部"],
      ["汉城街道派单：水务局主办，住建局协办，应于11月24日 18:00 前答复", "查漏", "示例干部"],
      ["汉城街道派单：住建局、供电公司协办，应于11月24日 18:00 前答复", "补查", "示例干部"],
      ["协办单位住建局已答复", "产权属业主", "示例干部"],
      ["收回派给供电公司的承办", "派错了", "示例干部"],
      ["供电公司退回成立，不再承办", "不归其管", "示例干部"],
      ["经办人由甲改为乙", undefined, "示例干部"],
      ["甲不再经办，留给第1网格", undefined, "示例干部"],
      ["甲不再经办，留给第1网格（现在无人值守）", undefined, "示例干部"],
      ["办理结果从首页撤下", "写了住址", "示例干部"],
      ["办理结果恢复在首页公布", "已经核实", "示例干部"],
      ["上报上一级，转到北关社区，应于11月24日 18:00 前办理", "要挖开主管道", "示例干部"],
      ["超过本级期限，按规则自动上报，转到汉城街道，应于11月24日 18:00 前办理", undefined, "示例干部"],
      ["本级办理窗口结束，按规则自动上报，转到县级，应于11月24日 18:00 前办理", undefined, "示例干部"],
      ["申请延期到 11月24日 18:00，等汉城街道决定", "要等管材到货", "示例干部"],
      ["汉城街道同意延期，本级期限由 今天 17:00 改为 11月24日 18:00", undefined, "示例干部"],
      ["按规则自行延期，本级期限由 今天 17:00 改为 11月24日 18:00", "要等管材到货", "示例干部"],
      ["汉城街道不同意延期", "库存还有管材", "示例干部"],
      ["申请挂起：等待鉴定，等汉城街道决定", "样品已送检", "示例干部"],
      ["汉城街道同意挂起：等待鉴定，最晚 11月24日 18:00 恢复办理", undefined, "示例干部"],
      ["挂起：诉讼，11月24日 18:00 前核对", "已立案", "示例干部"],
      ["汉城街道不同意挂起", "可以自己检测", "示例干部"],
      ["核对后仍须挂起：诉讼，11月24日 18:00 前再核对", "还没有开庭", "示例干部"],
      ["办理进展，上报人能看到", "管材明天到", "示例干部"],
      ["办理进展，只有工作人员能看到", "等供电公司回话", "示例干部"],
      ["汉城街道派遣，转到第2网格，应于11月24日 18:00 前办理", "先去现场看", "示例干部"],
      ["接手办理，原经办人甲", undefined, "示例干部"],
      ["并入 2026-000120，一起办理", "同一盏灯", "示例干部"],
      ["2026-000125 并入这件，一起办理", undefined, "示例干部"],
      ["2026-000125 并入这件，一起办理，总期限提前到 11月24日 18:00", undefined, "示例干部"],
      ["从 2026-000120 分开，单独办理，本级期限 11月24日 18:00", "不是同一盏灯", "示例干部"],
      ["2026-000125 不再并入这件，单独办理", undefined, "示例干部"],
      ["拆分出另一件（路灯照明），转到第1网格，应于11月24日 18:00 前办理", "路灯不亮", "示例干部"],
      ["由 2026-000120 拆分，转到第1网格，应于11月24日 18:00 前办理", undefined, "示例干部"],
      ["从第2网格收回，由北关社区办理，本级期限 11月24日 18:00", "派错了网格", "示例干部"],
      ["事项类别由“环境卫生 / 下水道”改为“基础设施 / 道路”", undefined, "示例干部"],
      ["第 2 次催办", "今天要有结果", "示例干部"],
      ["居民撤回了事项，不再办理", "自己修好了", undefined],
      ["居民撤回了事项，不再办理", undefined, undefined],
      ["居民补充情况", "北门也坏了一盏", undefined],
      ["并入的 2026-000125 有居民补充", undefined, undefined],
      ["申请剔除：诉求超出本县职权，等新野县审核", "要求改省道走向", "示例干部"],
      ["撤回剔除申请", undefined, "示例干部"],
      ["新野县同意剔除，还要由另一人审核", undefined, "示例干部"],
      ["新野县同意剔除，不再计入剔除后的数字", "诉求超出本县职权", "示例干部"],
      ["新野县不同意剔除", "本县可以先修路肩", "示例干部"],
      ["撤销剔除，恢复计入", "查明属本县职权", "示例干部"],
      ["居民申请复查，北关社区应于11月24日 18:00 前答复", "只修了一盏", undefined],
      ["北关社区复查：维持原结果", "三盏都亮", "示例干部"],
      ["新野县复查：维持原结果", "三盏都亮", "示例干部"],
      ["汉城街道复核：维持原结果，为最终答复", "三盏都亮", "示例干部"],
      ["北关社区复查：责成重新办理", "再修两盏", "示例干部"],
      ["北关社区复查：责成重新办理，剔除申请随之失效", "再修两盏", "示例干部"],
      ["北关社区复查：责成重新办理，剔除随之失效", "再修两盏", "示例干部"],
      ["恢复办理，本级期限 11月24日 18:00", undefined, "示例干部"],
      ["挂起期满，按规则恢复办理，本级期限 11月24日 18:00", undefined, "示例干部"],
      ["本级期限按规则第 3 版重新计算：由 11月24日 18:00 改为 12月31日 24:00", undefined, "示例干部"],
      ["总期限按公布的节假日安排重新计算：由 11月24日 18:00 改为 12月31日 24:00", undefined, "示例干部"],
      ["评价期限按规则第 3 版重新计算：由 11月24日 18:00 改为 12月31日 24:00", undefined, "示例干部"],
      ["这一条由更新的版本写下，现在无法显示", undefined, "示例干部"],
    ]);
  });

  test("a clock that only a newer version describes is still told", () => {
    const told = toldToStaff(matterEvents, [moved("ofLater", "rules")], now);
    expect(told.map(({ title }) => title)).toEqual([
      "期限按规则第 3 版重新计算：由 11月24日 18:00 改为 12月31日 24:00",
    ]);
  });

  test("stands on the page, in colours that its words explain", () => {
    // More than a page shows at once.
    const parts = [events.slice(0, 30), events.slice(30)];
    const items = parts.flatMap((some) => named(only(view(matter({ events: some })), "ol"), "li"));
    expect(items.map((item) => attribute(item, "class"))).toEqual([
      undefined,
      "timeline-onTime",
      "timeline-done",
      "timeline-overdue",
      "timeline-dueSoon",
      "timeline-done",
      "timeline-done",
      "timeline-overdue",
      "timeline-waiting",
      "timeline-waiting",
      undefined,
      "timeline-waiting",
      undefined,
      "timeline-waiting",
      "timeline-waiting",
      "timeline-onTime",
      undefined,
      undefined,
      undefined,
      "timeline-waiting",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-done",
      "timeline-waiting",
      "timeline-overdue",
      "timeline-overdue",
      "timeline-waiting",
      undefined,
      undefined,
      "timeline-overdue",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-overdue",
      "timeline-waiting",
      undefined,
      undefined,
      "timeline-waiting",
      undefined,
      "timeline-waiting",
      undefined,
      undefined,
      "timeline-waiting",
      undefined,
      undefined,
      undefined,
      "timeline-waiting",
      undefined,
      "timeline-overdue",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-dueSoon",
      "timeline-dueSoon",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-waiting",
      "timeline-done",
      "timeline-overdue",
      "timeline-overdue",
      "timeline-waiting",
      "timeline-done",
      "timeline-done",
      "timeline-done",
      "timeline-overdue",
      "timeline-overdue",
      "timeline-overdue",
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(items[3] && text(items[3])).toBe("居民评价：没有解决今天 17:00还有一盏不亮");
  });
});

test("what people wrote stays text in a matter and in the list", () => {
  const detail = {
    to: hostile,
    due: now,
    source: "resident",
    outcome: hostile,
    comment: hostile,
    reason: hostile,
    reopenings: hostile,
    noun: "matter",
    kind: "step",
    from: now,
    until: now,
    by: hostile,
    called: [hostile],
    lead: hostile,
    assisting: [hostile],
    role: "lead",
    why: "withdrawn",
    cause: "request",
    unit: hostile,
    because: "rules",
    ruleVersion: hostile,
  };
  const events = [...Object.keys(matterEvents), hostile].map((kind) => event(kind, detail));
  const said = {
    category: hostile,
    body: hostile,
    place: hostile,
    reporterName: hostile,
    handlerName: hostile,
    outcome: hostile,
  };
  for (const shown of [matter({ ...said, events }), handledMatter({ ...said, events })]) {
    expect(named(view(shown), "li").some((item) => text(item).includes(hostile))).toBe(true);
    expect(intruders(view(shown))).toEqual([]);
    expect(doubledIds(view(shown))).toEqual([]);
  }
  const hostileRow = { ...row(matter(said)), unit: hostile };
  expect(intruders(listed([hostileRow], hostile))).toEqual([]);
});

test("an empty list says when something will appear, and the next page keeps the tab", () => {
  expect(text(list([]))).toContain("现在没有在办的事项");
  expect(text(list([], null, true))).toContain(
    "居民评价后办结的、到期没有评价的、不予受理的和居民撤回的，会移到这里",
  );
  const done = list([matter({ state: "closed", closure: "solved" })], "a b", true);
  expect(named(done, "a").map((link) => attribute(link, "href"))).toContain(
    "/t/xinye/matters?done=1&after=a+b",
  );
});

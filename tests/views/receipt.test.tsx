import { describe, expect, test } from "vitest";
import { ReceiptLookup } from "../../views/matters/receipt.tsx";
import { headline } from "../../views/matters/receipt-words.ts";
import { toldToResidents } from "../../worker/domain/kernel/happenings.ts";
import { matterEvents } from "../../worker/domain/matters/moves.ts";
import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { type MatterClosure, matterClosures } from "../../worker/domain/matters/states.ts";
import { attribute, byId, named, only, page, text } from "./parsed.ts";
import { closedAs, frame, matter, receiptPage, resolved, running } from "./receipts.tsx";
import { hostile, now } from "./samples.ts";

describe("a receipt", () => {
  test("a code nobody has is told beside the field, and kept", () => {
    const failed = {
      values: { receiptCode: hostile },
      problems: [{ path: "receiptCode", message: "没有找到这个回执码" }],
    };
    const lookup = page(<ReceiptLookup frame={frame} attempt={failed} idempotencyKey="k" />);
    const field = byId(lookup, "field-receiptCode");
    expect(field && attribute(field, "value")).toBe(hostile);
    expect(field && attribute(field, "aria-invalid")).toBe("true");
    expect(named(lookup, "img")).toEqual([]);
  });

  test("says who acts and by when, and shows the code", () => {
    const main = only(receiptPage(matter), "main");
    const shown = text(main);
    expect(shown).toContain("由第1网格办理，本县规定的时限是11月24日 18:00 前。办好后请您评价。");
    expect(shown).toContain("这一步的时限还剩3天 11月24日 18:00 前按规则第 1 版：转到本级起 3 个工作日内");
    expect(shown).toContain("全部办完的时限还剩39天 12月30日 18:00 前");
    expect(shown).not.toContain("前办理");
    expect(shown).toContain("7K3M-9QXT-2VPD-8HRW");
    const late = { ...matter, due: [running("step", "2026-11-20T10:00:00.000Z")] };
    expect(text(only(receiptPage(late), "main"))).toContain("这一步的时限已超期 23小时");
  });

  test.each([
    [
      "reported",
      "2026-11-24T10:00:00.000Z",
      "已提交，等待受理",
      "由第1网格办理，本县规定的时限是11月24日 18:00 前",
    ],
    ["reported", "2026-11-20T10:00:00.000Z", "已提交，等待受理", "已经超过时限"],
    [
      "accepted",
      "2026-11-24T10:00:00.000Z",
      "正在办理",
      "第1网格正在办理，本县规定的时限是11月24日 18:00 前",
    ],
    ["accepted", "2026-11-20T10:00:00.000Z", "正在办理", "已经超过时限"],
    [
      "reopened",
      "2026-11-24T10:00:00.000Z",
      "重新办理",
      "转由第1网格办理，本县规定的时限是11月24日 18:00 前",
    ],
    ["reopened", "2026-11-20T10:00:00.000Z", "重新办理", "按您的评价，已转由第1网格办理，已经超过时限"],
    ["reopened", null, "重新办理", "转由办理单位办理"],
    ["paused", "2026-11-20T10:00:00.000Z", "暂停办理", "暂停时不计办理时限"],
    ["declined", null, "不予受理", "理由和去处"],
  ] as const)("%s, due %s, is told as %s", (state, dueAt, title, next) => {
    const due = dueAt === null ? [] : [running("step", dueAt)];
    const told = headline({ ...matter, state, due }, now);
    expect(told.title).toBe(title);
    expect(told.next).toContain(next);
  });

  test("while it can be evaluated says until when, what for, and what happens otherwise", () => {
    expect(headline(resolved, now)).toEqual({
      title: "已经办理，请您评价",
      next: "看看下面的结果，11月26日 18:00 前告诉我们问题是否解决。没有评价的，到期办结。",
    });
    expect(headline({ ...resolved, evaluateBy: null }, now).next).toContain(
      "看看下面的结果，告诉我们问题是否解决",
    );
  });

  test("asks for nothing once the time to evaluate is over, and still shows the result", () => {
    const over = { ...resolved, mayEvaluate: false };
    expect(headline(over, now)).toEqual({
      title: "已经办理",
      next: "评价的期限已经过了，这件事按规则办结。",
    });
    expect(text(only(receiptPage(over), "main"))).toContain("办理结果已更换灯具");
  });

  test.each([
    ["solved", "您评价问题已经解决，这件事办结了。谢谢您的反映。"],
    ["unsolved", "您的评价已记录在案，这件事不再重办。仍有意见的，请联系所在的社区，或拨打12345热线。"],
    ["unevaluated", "到期限没有收到您的评价，这件事办结了。仍没有解决的，请重新提交。"],
  ] as const)("closed as %s says how it ended", (closure, next) => {
    expect(headline(closedAs(closure), now)).toEqual({ title: "已办结", next });
    const shown = text(only(receiptPage(closedAs(closure)), "main"));
    expect(shown).toContain(next);
    expect(shown).toContain("办理结果已更换灯具");
  });

  test.each([
    ["stands", "已记录在案。重新办理的次数已经用完，这件事办结了。"],
    ["closes", "已记录在案。这件事办结了。"],
  ] as const)(
    "solved, but the resident is dissatisfied, and that %s: nobody is thanked",
    (dissatisfied, end) => {
      const receipt: Receipt = {
        ...closedAs("solved"),
        satisfied: false,
        consequences: { unsolved: "reopens", dissatisfied },
      };
      const next = `您评价问题已经解决、对办理不满意，${end}仍有意见的，请联系所在的社区，或拨打12345热线。`;
      expect(headline(receipt, now)).toEqual({ title: "已办结", next });
      const shown = text(only(receiptPage(receipt), "main"));
      expect(shown).toContain(next);
      expect(shown).not.toContain("谢谢");
      const content: Receipt = { ...receipt, satisfied: true };
      expect(headline(content, now).next).toBe("您评价问题已经解决，这件事办结了。谢谢您的反映。");
    },
  );

  test("every closure is told, each in another way", () => {
    const told = (Object.keys(matterClosures) as MatterClosure[]).map(
      (closure) => headline(closedAs(closure), now).next,
    );
    expect(new Set(told).size).toBe(Object.keys(matterClosures).length);
  });

  test("closed without a verdict tells the resident that nobody evaluated it", () => {
    const event = { kind: "lapsed", at: now, detail: { due: now } };
    const timeline = toldToResidents(matterEvents, [event], now);
    const shown = receiptPage({ ...closedAs("unevaluated"), timeline });
    expect(text(only(shown, "ol"))).toContain("没有在期限内评价，按规则办结");
    expect(text(only(shown, "main"))).toContain("到期限没有收到您的评价");
  });

  test("tells every kind of event, unknown ones too, without the person who acted", () => {
    const event = (kind: string, detail: Record<string, unknown> = {}) => ({ kind, at: now, detail });
    const moved = (kind: string, because: string) =>
      event("clockMoved", {
        noun: "matter",
        kind,
        from: "2027-01-05T10:00:00.000Z",
        to: "2026-12-31T16:00:00.000Z",
        ruleVersion: 3,
        because,
      });
    const events = [
      event("reported", { source: "resident", to: "第1网格", due: "2026-11-24T10:00:00.000Z" }),
      event("accepted"),
      event("resolved", { outcome: "已更换灯具" }),
      event("evaluated", { solved: false, comment: "还有一盏不亮" }),
      event("reopened", { to: "汉城街道", due: "2026-12-04T10:00:00.000Z" }),
      event("evaluated", { solved: true }),
      event("evaluated", { solved: true, satisfied: true }),
      event("evaluated", { solved: true, satisfied: false, comment: "等得太久" }),
      event("exhausted", { reopenings: 2 }),
      event("lapsed", { due: now }),
      event("declined", { reason: hostile }),
      event("whistled", { by: "汉城街道", called: ["住建局"] }),
      event("handedOver", { from: "甲", to: "乙", unit: "第1网格", unattended: true }),
      event("withheld", { reason: hostile }),
      event("shownAgain", { reason: hostile }),
      event("raised", { cause: "request", reason: hostile, to: "北关社区", due: "2026-11-24T10:00:00.000Z" }),
      event("extensionAsked", { until: now, to: "北关社区", reason: hostile }),
      event("extended", { from: now, until: "2026-11-24T10:00:00.000Z", by: "北关社区", reason: hostile }),
      event("extensionRefused", { by: "北关社区", reason: hostile }),
      event("pauseAsked", { occasion: "等待鉴定", to: "北关社区", reason: hostile }),
      event("paused", {
        occasion: "等待鉴定",
        until: "2026-11-24T10:00:00.000Z",
        endsByItself: true,
        by: "北关社区",
        reason: hostile,
      }),
      event("paused", {
        occasion: "诉讼",
        until: "2026-11-24T10:00:00.000Z",
        endsByItself: false,
        by: null,
        reason: hostile,
      }),
      event("pauseRefused", { by: "北关社区", reason: hostile }),
      event("pauseKept", { occasion: "诉讼", until: now, reason: hostile }),
      event("noted", { text: "管材明天到", audience: "resident" }),
      event("noted", { text: hostile, audience: "staff" }),
      event("passedOn", {
        from: "汉城街道",
        to: "第2网格",
        due: "2026-11-24T10:00:00.000Z",
        reason: hostile,
      }),
      event("takenOver", { from: hostile }),
      event("recategorised", { from: "环境卫生", to: "道路" }),
      event("urged", { text: hostile, times: 1 }),
      event("resumed", { due: "2026-11-24T10:00:00.000Z", isOver: true }),
      moved("overall", "rules"),
      moved("step", "holidays"),
      moved("evaluation", "rules"),
      event("surprise"),
    ];
    expect(Object.keys(matterEvents).filter((kind) => !events.some((one) => one.kind === kind))).toEqual([]);
    const named = events.map((one) => ({ ...one, actorName: "示例干部" }));
    const told = toldToResidents(matterEvents, named, now);
    const change = "由 2027年1月5日 18:00 改为 12月31日 24:00";
    expect(told.map(({ title, note }) => [title, note])).toEqual([
      ["已提交，交给第1网格，时限是11月24日 18:00 前", undefined],
      ["已受理，正在办理", undefined],
      ["已办理，请您评价", "已更换灯具"],
      ["您评价：没有解决", "还有一盏不亮"],
      ["重新办理，转到汉城街道，时限是12月4日 18:00 前", undefined],
      ["您评价：已经解决", undefined],
      ["您评价：已经解决，满意", undefined],
      ["您评价：已经解决，不满意", "等得太久"],
      ["已重办 2 次，不再重办，办结", "您的评价已记录在案。仍有意见的，请联系所在的社区，或拨打12345热线。"],
      ["没有在期限内评价，按规则办结", undefined],
      ["不予受理", hostile],
      ["已请有关单位一起办理", undefined],
      ["更换了经办人，继续办理", undefined],
      ["办理结果不再在首页公布", undefined],
      ["办理结果重新在首页公布", undefined],
      ["转到上一级北关社区办理，时限是11月24日 18:00 前", undefined],
      ["经办单位申请延长办理时间，等上一级决定", undefined],
      ["办理期限延长，由 今天 17:00 改为 11月24日 18:00", undefined],
      ["延长办理时间的申请没有批准，期限不变", undefined],
      ["经办单位申请暂停办理：等待鉴定，等上一级决定", undefined],
      ["暂停办理：等待鉴定，最晚 11月24日 18:00 恢复办理", undefined],
      ["暂停办理：诉讼，11月24日 18:00 前核对", undefined],
      ["暂停办理的申请没有批准，继续办理", undefined],
      ["仍在等待：诉讼", undefined],
      ["办理进展", "管材明天到"],
      ["办理单位记录了进展", undefined],
      ["交给第2网格办理，时限是11月24日 18:00 前", undefined],
      ["更换了经办人，继续办理", undefined],
      ["事项类别由“环境卫生”改为“道路”", undefined],
      ["上级单位已经催办", undefined],
      ["恢复办理，时限是 11月24日 18:00", undefined],
      [`全部办完的时限按规则第 3 版重新计算：${change}`, undefined],
      [`这一步的时限按公布的节假日安排重新计算：${change}`, undefined],
      [`评价的期限按规则第 3 版重新计算：${change}`, undefined],
      ["这一条由更新的版本写下，现在无法显示", undefined],
    ]);
    expect(told.every(({ by }) => by === undefined)).toBe(true);
  });

  test("what people wrote stays text", () => {
    const shown = receiptPage({
      ...matter,
      state: "declined",
      body: hostile,
      place: hostile,
      outcome: hostile,
      timeline: toldToResidents(
        matterEvents,
        [{ kind: "declined", at: now, detail: { reason: hostile } }],
        now,
      ),
    });
    expect(text(only(shown, "ol"))).toContain(hostile);
    expect(named(shown, "img")).toEqual([]);
    expect(named(shown, "script").length).toBe(2);
  });
});

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

  describe("of what ended without agreement", () => {
    const to = "北关社区";
    const until = "2026-12-24T10:00:00.000Z" as never;
    const asked = { name: "复查", to, reason: hostile, askedAt: "2026-11-20T02:00:00.000Z" };
    const reviewable = { name: "复核", to: "汉城街道", until, within: "20 天" };
    const waiting = { ...asked, state: "asked", opinion: null, answeredAt: null, answerBy: until } as const;
    const at = { answeredAt: "2026-11-21T02:00:00.000Z", answerBy: null, opinion: hostile };
    const shown = (more: Partial<Receipt>) => receiptPage({ ...closedAs("unsolved"), ...more });

    test("offers a review: of whom, until when and how long it takes", () => {
      const main = only(shown({ reviewable: { ...reviewable, name: "复查", to } }), "main");
      expect(text(main)).toContain("您的评价已记录在案。不同意的，可以在下面申请复查。");
      expect(text(main)).toContain("12月24日 18:00 前可以申请，由北关社区核实，自申请起 20 天内答复您");
      expect(named(main, "form").map((form) => attribute(form, "action"))).toEqual([
        `${frame.base}/receipts/7K3M-9QXT-2VPD-8HRW/review`,
      ]);
      expect(named(main, "textarea").map((area) => attribute(area, "name"))).toEqual(["reason"]);
    });

    test("says while it waits by when it is answered, and then what was answered, each as it was typed", () => {
      const first = shown({ review: waiting, due: [running("review", until, to)] });
      expect(text(only(first, "main"))).toContain(
        "正在复查由北关社区答复，本县规定的时限是12月24日 18:00 前。",
      );
      expect(text(only(first, "main"))).toContain(hostile);
      expect(named(first, "textarea")).toEqual([]);
      const late = { ...waiting, answerBy: "2026-11-20T10:00:00.000Z" as never };
      expect(headline({ ...closedAs("unsolved"), review: late }, now).next).toBe(
        "由北关社区答复，已经超过时限。",
      );
      const upheld = shown({ review: { ...asked, ...at, state: "upheld" }, reviewable });
      expect(text(only(upheld, "main"))).toContain(
        "北关社区复查后维持原结果。不同意的，可以在下面申请复核。",
      );
      expect(text(only(upheld, "main"))).toContain(`复查结果：维持原结果${hostile}`);
      for (const page of [first, upheld]) expect(named(page, "img")).toEqual([]);
    });

    test("says why there is none any more, and doesn't call what a review sent back the resident's verdict", () => {
      const noReview = "复核的答复是最终答复，不能再申请";
      const last = shown({ review: { ...asked, ...at, state: "upheld" }, noReview });
      expect(text(only(last, "main"))).toContain(noReview);
      expect(named(last, "textarea")).toEqual([]);
      const anew: Receipt = {
        ...matter,
        state: "reopened",
        review: { ...asked, ...at, state: "overturned" },
      };
      expect(headline(anew, now).next).toBe("已转由第1网格办理，本县规定的时限是11月24日 18:00 前。");
    });
  });

  describe("whose limit begins with acceptance", () => {
    const toBegin = [{ kind: "step", called: "这一步的时限", within: "受理后 5 个工作日" }];
    const waits = (dueAt: string): Receipt => ({ ...matter, due: [running("acceptance", dueAt)], toBegin });

    test("says how long it will be, and no day", () => {
      const shown = text(only(receiptPage(waits("2026-11-24T10:00:00.000Z")), "main"));
      expect(shown).toContain("由第1网格办理，本县规定的时限是受理后 5 个工作日。办好后请您评价。");
      expect(shown).toContain("受理的时限还剩3天 11月24日 18:00 前");
      expect(shown).toContain("这一步的时限受理后 5 个工作日");
    });

    test("says that nobody has accepted it in time", () => {
      const told = headline(waits("2026-11-20T10:00:00.000Z"), now);
      expect(told).toEqual({ title: "已提交，等待受理", next: "第1网格还没有受理，已经超过受理的时限。" });
      const anew = headline({ ...waits("2026-11-24T10:00:00.000Z"), state: "reopened" }, now);
      expect(anew.next).toBe("按您的评价，已转由第1网格办理，本县规定的时限是受理后 5 个工作日。");
    });
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

  test("of a duplicate says where the main matter is, and asks once something has come of it", () => {
    const main = { number: "2026-000120", state: "accepted" } as const;
    const follower = { ...matter, state: "merged", main } as const;
    const title = "和 2026-000120 一起办理";
    const told = (more: Partial<Receipt>) => headline({ ...follower, ...more }, now);
    const waits = (what: string) => ({ title, next: `已有人反映同一件事，${what}。有了结果请您评价。` });
    expect(told({})).toEqual(waits("由第1网格办理，时限是11月24日 18:00 前"));
    expect(told({ due: [running("step", "2026-11-20T10:00:00.000Z")] })).toEqual(
      waits("由第1网格办理，已经超过时限"),
    );
    expect(told({ due: [running("acceptance", "2026-11-24T10:00:00.000Z")] })).toEqual(
      waits("由第1网格办理"),
    );
    expect(told({ due: [running("acceptance", "2026-11-20T10:00:00.000Z")] })).toEqual(
      waits("由第1网格办理，已经超过受理的时限"),
    );
    expect(told({ main: { ...main, state: "paused" } })).toEqual(waits("第1网格要等外面的结果才能接着办"));
    const { outcome, evaluateBy } = resolved;
    const came = { outcome, evaluateBy, resolvedAt: now, due: [], mayEvaluate: true };
    expect(told(came).title).toBe("已经办理，请您评价");
    const page = receiptPage({ ...follower, ...came });
    expect(byId(page, "evaluation")).toBeDefined();
    expect(text(only(page, "main"))).toContain("已更换灯具");
    expect(told({ ...came, mayEvaluate: false }).next).toContain("评价的期限已经过了");
    expect(told({ ...came, mayEvaluate: false, closedAt: now }).next).toContain("您的评价已记录在案");
  });

  test("leads to the other parts of the same report", () => {
    const parts = [{ receiptCode: "AAAA-BBBB-CCCC-DDDD", number: "2026-000130", state: "reported" }] as const;
    const links = named(receiptPage({ ...matter, parts: [...parts] }), "a").map((a) => attribute(a, "href"));
    expect(links.some((href) => href?.endsWith("/receipts/AAAA-BBBB-CCCC-DDDD"))).toBe(true);
  });

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
      event("contactsForgotten", {}),
      event("declined", { reason: hostile }),
      event("whistled", { by: "汉城街道", called: ["住建局"] }),
      event("dispatched", { by: "汉城街道", lead: "水务局", assisting: ["住建局"], due: now, body: hostile }),
      event("partAnswered", { unit: "住建局", role: "assist", answer: hostile }),
      event("partOver", { unit: "住建局", why: "withdrawn", reason: hostile }),
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
      event("merged", { number: "2026-000120", reason: hostile }),
      event("joined", { number: hostile }),
      event("joined", { number: hostile, due: "2026-11-24T10:00:00.000Z" }),
      event("separated", { number: hostile, due: "2026-11-24T10:00:00.000Z", reason: hostile }),
      event("parted", { number: hostile }),
      event("split", { category: "路灯照明", body: hostile, to: "第1网格", due: "2026-11-24T10:00:00.000Z" }),
      event("splitOff", { number: "2026-000120", to: "第1网格", due: "2026-11-24T10:00:00.000Z" }),
      event("calledBack", {
        from: hostile,
        to: "北关社区",
        due: "2026-11-24T10:00:00.000Z",
        reason: hostile,
      }),
      event("recategorised", { from: "环境卫生", to: "道路" }),
      event("urged", { text: hostile, times: 1 }),
      event("withdrawn", { reason: hostile }),
      event("added", { text: hostile }),
      event("followerAdded", { number: "2026-000125" }),
      event("exclusionAsked", { to: "新野县", reason: hostile, note: hostile }),
      event("exclusionWithdrawn"),
      event("exclusionAgreed", { by: "新野县" }),
      event("excluded", { by: "新野县", reason: hostile }),
      event("exclusionRefused", { by: "新野县", reason: hostile }),
      event("exclusionRevoked", { reason: hostile }),
      event("reviewAsked", {
        name: "复查",
        to: "北关社区",
        due: "2026-11-24T10:00:00.000Z",
        reason: hostile,
      }),
      event("reviewUpheld", {
        ...{ name: "复查", by: "北关社区", opinion: hostile },
        next: { name: "复核", to: "汉城街道", until: "2026-11-24T10:00:00.000Z" },
      }),
      event("reviewUpheld", {
        name: "复查",
        by: "县",
        opinion: "三盏都亮",
        next: { name: "复核", to: null },
      }),
      event("reviewUpheld", { name: "复核", by: "汉城街道", opinion: "三盏都亮", next: null }),
      event("reviewOverturned", { name: "复查", by: "北关社区", opinion: hostile }),
      event("reviewOverturned", { name: "复查", by: "北关社区", opinion: "再修两盏", lapsed: "asked" }),
      event("reviewOverturned", { name: "复查", by: "北关社区", opinion: "再修两盏", lapsed: "granted" }),
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
      ["保留期满，按规则删除了您的姓名和电话", undefined],
      ["不予受理", hostile],
      ["已请有关单位一起办理", undefined],
      ["由水务局主办，住建局协办", undefined],
      ["住建局已经办理，正在汇总结果", undefined],
      ["住建局不再承办", undefined],
      ["更换了经办人，继续办理", undefined],
      ["办理结果不再在首页公布", undefined],
      ["办理结果重新在首页公布", undefined],
      ["转到上一级北关社区办理，时限是11月24日 18:00 前", undefined],
      ["经办单位申请延长办理时间，等待批准", undefined],
      ["办理期限延长，由 今天 17:00 改为 11月24日 18:00", undefined],
      ["延长办理时间的申请没有批准，期限不变", undefined],
      ["经办单位申请暂停办理：等待鉴定，等待批准", undefined],
      ["暂停办理：等待鉴定，最晚 11月24日 18:00 恢复办理", undefined],
      ["暂停办理：诉讼，11月24日 18:00 前核对", undefined],
      ["暂停办理的申请没有批准，继续办理", undefined],
      ["仍在等待：诉讼", undefined],
      ["办理进展", "管材明天到"],
      ["办理单位记录了进展", undefined],
      ["交给第2网格办理，时限是11月24日 18:00 前", undefined],
      ["更换了经办人，继续办理", undefined],
      ["已有人反映同一件事（2026-000120），一起办理", undefined],
      ["还有人反映同一件事，一起办理", undefined],
      ["还有人反映同一件事，一起办理，总期限提前到 11月24日 18:00", undefined],
      ["改为单独办理，时限是11月24日 18:00 前", undefined],
      ["别人反映的事项改为单独办理", undefined],
      ["分出另一件（路灯照明）单独办理，交给第1网格，时限是11月24日 18:00 前", undefined],
      ["从 2026-000120 分出来单独办理，交给第1网格，时限是11月24日 18:00 前", undefined],
      ["转回北关社区办理，时限是11月24日 18:00 前", undefined],
      ["事项类别由“环境卫生”改为“道路”", undefined],
      ["上级单位已经催办", undefined],
      ["您撤回了这件事项", hostile],
      ["您补充了情况", hostile],
      ["一起办理的另一件有补充", undefined],
      ["办理单位申请不把这件事项计入统计，等待审核。您的评价照常保留，也计入剔除前的数字", undefined],
      ["不计入统计的申请已撤回", undefined],
      ["不计入统计的申请正在审核", undefined],
      ["经审核，这件事项不计入剔除后的统计。您的评价照常保留，也计入剔除前的数字", undefined],
      ["不计入统计的申请没有同意，这件事项照常计入", undefined],
      ["这件事项恢复计入统计", undefined],
      ["您申请复查，由北关社区答复，时限是11月24日 18:00 前", hostile],
      ["北关社区复查：维持原结果。不同意的，可以在11月24日 18:00 前向汉城街道申请复核", hostile],
      [
        "县复查：维持原结果。再上面没有办理单位可以复核。仍有意见的，可以向上级机关反映，或拨打12345热线",
        "三盏都亮",
      ],
      ["汉城街道复核：维持原结果。这是最终答复", "三盏都亮"],
      ["北关社区复查：责成重新办理", hostile],
      ["北关社区复查：责成重新办理，不计入统计的申请随之失效", "再修两盏"],
      ["北关社区复查：责成重新办理，不计入统计的决定随之失效", "再修两盏"],
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

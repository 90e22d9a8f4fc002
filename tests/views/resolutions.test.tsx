import { expect, test } from "vitest";
import { ResolutionView } from "../../views/resolutions/detail.tsx";
import { EditResolutionPage } from "../../views/resolutions/edit.tsx";
import { ResolutionMark } from "../../views/resolutions/state.tsx";
import { toldToStaff } from "../../worker/domain/kernel/happenings.ts";
import { resolutionEvents } from "../../worker/domain/resolutions/moves.ts";
import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import { type LoadedResolution, onResolution } from "../../worker/domain/resolutions/resolution.ts";
import { type ResolutionState, resolutionStates } from "../../worker/domain/resolutions/states.ts";
import { attribute, byId, fragment, named, only, page, text } from "./parsed.ts";
import {
  actions,
  doubledIds,
  event,
  frame,
  handledResolution,
  hostile,
  intruders,
  key,
  now,
  resolution,
} from "./samples.ts";

const view = (shown: ResolutionPage, more: Partial<Parameters<typeof ResolutionView>[0]> = {}) =>
  page(<ResolutionView frame={frame} now={now} page={shown} idempotencyKey={key} {...more} />);

/** What is said to somebody who tries a move that a resolution's state doesn't allow. */
const refusalOf = (state: ResolutionState) =>
  onResolution.overtaken({ resolution: resolution({ state }) } as unknown as LoadedResolution).message;

test.each([
  ["decided", "已议定", "这是会议的决定，没有需要办理的任务。"],
  ["open", "办理中", "主办单位正在办理，完成后由会议的召开单位验收。"],
  ["done", "待验收", "主办单位已报告完成，等待会议的召开单位验收。"],
  ["accepted", "已完成", "任务已验收完成。"],
] as const)("%s reads the same in pages and in refusals, and says what comes next", (state, word, next) => {
  const undated = resolution({ state, dueAt: null });
  expect(text(fragment(<ResolutionMark resolution={undated} now={now} />))).toBe(word);
  expect(refusalOf(state)).toContain(`“${word}”`);
  expect(text(view(undated))).toContain(next);
});

test("every state has its word, each another", () => {
  const words = Object.values(resolutionStates);
  expect(words.toSorted()).toEqual(["已议定", "办理中", "待验收", "已完成"].toSorted());
});

test("those who carry a task out report once, as progress or as completion", () => {
  const parsed = view(handledResolution({}, "unit_liaison", "u1"));
  expect(actions(parsed)).toEqual(["/resolutions/r1/progress"]);
  const others = named(parsed, "button").map((button) => attribute(button, "formaction"));
  expect(others).toContain("/t/xinye/resolutions/r1/completion");
  expect(named(only(only(parsed, "main"), "form"), "button").map(text)).toEqual(["报告进展", "报告完成"]);
  expect(text(parsed)).toContain("按规则：下次会议之前");
});

test("the report asks for what both moves ask for, and takes no more than either", () => {
  const page = handledResolution({}, "unit_liaison", "u1");
  const field = (shown: ResolutionPage) => {
    const area = only(view(shown), "textarea");
    const label = named(view(shown), "label").find(
      (each) => attribute(each, "for") === attribute(area, "id"),
    );
    return [label && text(label), attribute(area, "data-most")];
  };
  expect(field(page)).toEqual(["进展或完成情况", "1000"]);
  const stricter = page.offers.map((offer) =>
    offer.name === "complete"
      ? { ...offer, fields: offer.fields.map((one) => ({ ...one, max: 300 })) }
      : offer,
  );
  expect(field({ ...page, offers: stricter })).toEqual(["进展或完成情况", "300"]);
  expect(field(handledResolution({}, "unit_liaison", "u2"))).toEqual(["进展", "1000"]);
});

test("an assisting unit reports progress, and leaves it to the lead to report a task complete", () => {
  const parsed = view(handledResolution({}, "unit_liaison", "u2"));
  expect(actions(parsed)).toEqual(["/resolutions/r1/progress"]);
  expect(named(only(only(parsed, "main"), "form"), "button").map(text)).toEqual(["报告进展"]);
});

test("a report that comes back keeps its text, whichever way it was sent", () => {
  for (const [form, label] of [
    ["progress", "进展"],
    ["completion", "完成情况"],
  ] as const) {
    const failed = {
      form,
      attempt: { values: { text: "已进场" }, problems: [{ path: "text", message: "请检查" }] },
    };
    const again = view(handledResolution({}, "unit_liaison", "u1"), { failed });
    expect(text(only(again, "textarea"))).toBe("已进场");
    expect(text(again)).not.toContain("您填写的内容没有保存");
    const overtaken = view(handledResolution({ state: "accepted" }, "unit_liaison", "u1"), { failed });
    expect(text(overtaken)).toContain("您填写的内容没有保存");
    expect(named(overtaken, "dt").map(text)).toContain(label);
    expect(text(overtaken)).toContain("已进场");
  }
});

test("the office accepts with nothing else in the form, or sends back with a reason", () => {
  const parsed = view(handledResolution({ state: "done" }, "meeting_secretary", "c"));
  expect(actions(parsed)).toEqual(["/resolutions/r1/approval", "/resolutions/r1/rejection"]);
  const forms = named(parsed, "form").filter((form) => attribute(form, "action")?.includes("/resolutions/"));
  const fields = forms.map((form) =>
    [...named(form, "input"), ...named(form, "textarea")].map((field) => attribute(field, "name")),
  );
  expect(fields).toEqual([["_key"], ["_key", "reason"]]);
  const keys = forms.map((form) => attribute(only(form, "input"), "value"));
  expect(new Set(keys).size).toBe(2);
  expect(forms.map((form) => text(only(form, "button")))).toEqual(["验收通过", "退回重办"]);
  const fold = only(parsed, "details");
  expect(text(only(fold, "summary"))).toBe("还没有完成，退回重办");
  expect(attribute(only(fold, "button"), "class")).toBe("button button-danger");
  expect(text(parsed)).toContain("请对照办理经过核对。通过后任务结束，不能再修改。");
  expect(doubledIds(parsed)).toEqual([]);
  expect(actions(view(handledResolution({ state: "done" }, "unit_liaison", "u1")))).toEqual([]);
});

test("a reason that is missing opens the fold again", () => {
  const attempt = { values: { reason: "" }, problems: [{ path: "reason", message: "请填写退回理由" }] };
  const parsed = view(handledResolution({ state: "done" }, "meeting_secretary", "c"), {
    failed: { form: "rejection", attempt },
  });
  expect(attribute(only(parsed, "details"), "open")).toBe("");
  expect(text(only(byId(parsed, "problems") ?? parsed, "a"))).toBe("请填写退回理由");
  expect(byId(parsed, "field-reason")).toBeDefined();
});

test("an edit begins with what stands, without a date that would be taken for a new one", () => {
  const parsed = page(
    <EditResolutionPage frame={frame} now={now} page={resolution()} idempotencyKey={key} />,
  );
  expect(text(byId(parsed, "field-body") ?? parsed)).toBe("划定早市临时摊位");
  expect(attribute(byId(parsed, "field-dueDate") ?? only(parsed, "main"), "value")).toBe("");
  expect(revisionIn(parsed)).toBe("2");
});

const revisionIn = (parsed: ReturnType<typeof page>) =>
  named(parsed, "input")
    .filter((input) => attribute(input, "name") === "revision")
    .map((input) => attribute(input, "value"))
    .join();

const typed = { revision: "1", kind: "task", body: "我的写法", leadId: "u2" };

test("a conflict shows both versions, keeps what was typed and carries the revision that stands now", () => {
  const conflict = {
    changedBy: "社区书记",
    changedAt: now,
    revision: 5,
    fields: [
      { name: "body", label: "决议内容", value: "别人的写法" },
      { name: "leadId", label: "主办单位", value: "公安局（示例）" },
      { name: "dueDate", label: "完成日期", value: "2026-12-01" },
    ],
  };
  const parsed = page(
    <EditResolutionPage
      frame={frame}
      now={now}
      page={resolution({ revision: 5, leadId: "u2" })}
      attempt={{ values: typed, problems: [] }}
      conflict={conflict}
      idempotencyKey={key}
    />,
  );
  const notice = text(byId(parsed, "conflict") ?? parsed);
  expect(notice).toContain("社区书记");
  expect(notice).toContain("别人的写法");
  for (const same of ["主办单位", "完成日期"]) expect(notice).not.toContain(same);
  expect(text(byId(parsed, "field-body") ?? parsed)).toBe("我的写法");
  expect(revisionIn(parsed)).toBe("5");
});

test("what differs is told by the fields themselves, whatever they are called", () => {
  const clashes = (values: Record<string, string>) => {
    const { leadId } = resolution();
    const stands = [
      { name: "body", label: "内容", value: "别人的写法" },
      { name: "leadId", label: "主办单位", value: "同名单位" },
      { name: "dueDate", label: "完成日期", value: "2026-12-01" },
    ];
    const namesakes = [
      { id: leadId ?? "", name: "同名单位" },
      { id: "other", name: "同名单位" },
    ];
    const parsed = page(
      <EditResolutionPage
        frame={frame}
        now={now}
        page={resolution({
          revision: 5,
          body: "别人的写法",
          dueAt: "2026-12-01T10:00:00.000Z",
          members: namesakes,
        })}
        attempt={{ values: { kind: "task", leadId: leadId ?? "", ...values }, problems: [] }}
        conflict={{ changedBy: "社区书记", changedAt: now, revision: 5, fields: stands }}
        idempotencyKey={key}
      />,
    );
    const notice = byId(parsed, "conflict");
    const terms = notice ? named(notice, "dt").map(text) : [];
    return terms.filter((term) => term.includes("现在")).map((term) => term.replace(/（.*/, ""));
  };
  expect(clashes({ body: " 别人的写法\n", dueDate: "2026-12-01" })).toEqual([]);
  expect(clashes({ body: "我的写法", dueDate: "" })).toEqual(["内容"]);
  expect(clashes({ body: "别人的写法", leadId: "other", dueDate: "2026-12-02" })).toEqual([
    "主办单位",
    "完成日期",
  ]);
  expect(clashes({ kind: "decision" })).toEqual(["主办单位"]);
});

test("a form refused for another reason still stands on the revision it was opened with", () => {
  const at = { values: typed, problems: [{ path: "body", message: "请填写决议内容" }] };
  const parsed = page(
    <EditResolutionPage
      frame={frame}
      now={now}
      page={resolution({ revision: 5 })}
      attempt={at}
      conflict={{}}
      idempotencyKey={key}
    />,
  );
  expect(revisionIn(parsed)).toBe("1");
  expect(byId(parsed, "conflict")).toBeUndefined();
});

const to = "2026-11-30T10:00:00.000Z";
const clockMoved = (kind: string, from: string, at: string = now, because = "rules") =>
  event("clockMoved", { noun: "resolution", kind, from, to, ruleVersion: 2, because }, at);
const titles = (events: Parameters<typeof toldToStaff>[1]) =>
  toldToStaff(resolutionEvents, events, now).map(({ title }) => title);

test("clocks moved together are told once", () => {
  const lead = clockMoved("lead", "2026-12-04T10:00:00.000Z");
  const assist = clockMoved("assist", "2026-12-04T10:00:00.000Z");
  const other = clockMoved("assist", "2026-12-07T10:00:00.000Z");
  expect(titles([lead, assist, { ...assist, id: "another" }, other])).toEqual([
    "完成期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "协办单位的完成期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "协办单位的完成期限按规则第 2 版重新计算：由 12月7日 18:00 改为 11月30日 18:00",
  ]);
  const review = clockMoved("review", "2026-12-04T10:00:00.000Z");
  const again = clockMoved("review", "2026-12-04T10:00:00.000Z", "2026-11-22T09:00:00.000Z");
  expect(titles([review, again])).toEqual([
    "验收期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "验收期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
  ]);
  const announced = clockMoved("lead", "2026-12-04T10:00:00.000Z", now, "holidays");
  expect(titles([announced])).toEqual([
    "完成期限按公布的节假日安排重新计算：由 12月4日 18:00 改为 11月30日 18:00",
  ]);
});

test("whatever else happened is told each time", () => {
  const progress = event("progressed", { text: "已开工" });
  const told = titles([progress, { ...progress, id: "another" }]);
  expect(told).toEqual(["报告进展", "报告进展"]);
});

test("a task's story is told in words, whatever kind its parts are of", () => {
  const events = [
    event("logged", { body: "划定早市临时摊位" }),
    event("edited", { body: "划定临时摊位", before: "划定早市临时摊位" }),
    event("edited", { body: "划定临时摊位", before: "划定临时摊位" }),
    event("settles", { number: "2026-000123" }),
    event("settlesNoMore", { number: "2026-000123" }),
    event("progressed", { text: "已开工" }),
    event("completed", { text: "全部划定" }),
    event("sentBack", { reason: "还差两处" }),
    event("approved"),
    clockMoved("review", "2026-12-04T10:00:00.000Z"),
    event("surprise"),
  ];
  expect(Object.keys(resolutionEvents).filter((kind) => !events.some((one) => one.kind === kind))).toEqual(
    [],
  );
  expect(
    toldToStaff(resolutionEvents, events, now).map(({ title, note, tone }) => [title, note, tone]),
  ).toEqual([
    ["记录决议", "划定早市临时摊位", undefined],
    ["修改决议", "修改前：划定早市临时摊位", undefined],
    ["修改决议", undefined, undefined],
    ["写明议定的是事项 2026-000123", undefined, undefined],
    ["不再写明事项 2026-000123", undefined, undefined],
    ["报告进展", "已开工", "onTime"],
    ["报告完成，等待验收", "全部划定", "waiting"],
    ["退回重办", "还差两处", "overdue"],
    ["验收通过", undefined, "done"],
    ["验收期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00", undefined, undefined],
    ["这一条由更新的版本写下，现在无法显示", undefined, undefined],
  ]);
  expect(named(only(view(resolution({ events })), "ol"), "li").length).toBe(events.length);
});

test("what people wrote stays text in a resolution", () => {
  const detail = {
    body: hostile,
    before: `${hostile}旧`,
    text: hostile,
    reason: hostile,
    noun: "resolution",
    kind: "lead",
    from: now,
    to: now,
    because: "rules",
    ruleVersion: hostile,
  };
  const events = [...Object.keys(resolutionEvents), hostile].map((kind) => ({
    ...event(kind, detail),
    actorName: hostile,
  }));
  const said = { body: hostile, leadName: hostile, assistants: [hostile], dueBasis: hostile, events };
  expect(named(view(resolution(said)), "li").some((item) => text(item).includes(hostile))).toBe(true);
  expect(intruders(view(resolution(said)))).toEqual([]);
  const edit = page(
    <EditResolutionPage frame={frame} now={now} page={resolution(said)} idempotencyKey={key} />,
  );
  expect(intruders(edit)).toEqual([]);
});

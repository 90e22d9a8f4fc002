import { expect, test } from "vitest";
import { ResolutionView } from "../../views/resolutions/detail.tsx";
import { EditResolutionPage } from "../../views/resolutions/edit.tsx";
import { eventsOf } from "../../views/resolutions/events.ts";
import { stateWords } from "../../views/resolutions/state.tsx";
import { resolutionStates } from "../../worker/domain/resolutions/states.ts";
import { attribute, byId, named, only, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, now, resolution } from "./samples.ts";

test("states read the same in pages and in refusals", () => {
  expect(stateWords).toEqual(resolutionStates);
});

test("those who carry a task out report once, as progress or as completion", () => {
  const parsed = page(
    <ResolutionView
      frame={frame}
      now={now}
      page={resolution({ mayReport: true, mayComplete: true })}
      idempotencyKey={key}
    />,
  );
  expect(actions(parsed)).toEqual(["/resolutions/r1/progress"]);
  const others = named(parsed, "button").map((button) => attribute(button, "formaction"));
  expect(others).toContain("/t/xinye/resolutions/r1/completion");
  expect(text(parsed)).toContain("按规则：下次会议之前");
});

test("the office accepts with nothing else in the form, or sends back with a reason", () => {
  const parsed = page(
    <ResolutionView
      frame={frame}
      now={now}
      page={resolution({ state: "done", mayReview: true })}
      idempotencyKey={key}
    />,
  );
  const forms = named(parsed, "form").filter((form) => attribute(form, "action")?.endsWith("/review"));
  const fields = forms.map((form) =>
    [...named(form, "input"), ...named(form, "textarea")].map((field) => attribute(field, "name")),
  );
  expect(fields).toEqual([
    ["_key", "verdict"],
    ["_key", "verdict", "reason"],
  ]);
  expect(doubledIds(parsed)).toEqual([]);
});

test("an edit begins with what stands, without a date that would be taken for a new one", () => {
  const parsed = page(
    <EditResolutionPage frame={frame} now={now} page={resolution()} idempotencyKey={key} />,
  );
  expect(text(byId(parsed, "field-body") ?? parsed)).toBe("划定早市临时摊位");
  expect(attribute(byId(parsed, "field-dueDate") ?? only(parsed, "main"), "value")).toBe("");
  expect(versionIn(parsed)).toBe("2");
});

const versionIn = (parsed: ReturnType<typeof page>) =>
  named(parsed, "input")
    .filter((input) => attribute(input, "name") === "version")
    .map((input) => attribute(input, "value"))
    .join();

const typed = { version: "1", kind: "task", body: "我的写法", leadId: "u2" };

test("a conflict shows both versions, keeps what was typed and carries the version that stands now", () => {
  const conflict = {
    changedBy: "社区书记",
    changedAt: now,
    version: 5,
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
      page={resolution({ version: 5, leadId: "u2" })}
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
  expect(versionIn(parsed)).toBe("5");
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
          version: 5,
          body: "别人的写法",
          dueAt: "2026-12-01T10:00:00.000Z",
          members: namesakes,
        })}
        attempt={{ values: { kind: "task", leadId: leadId ?? "", ...values }, problems: [] }}
        conflict={{ changedBy: "社区书记", changedAt: now, version: 5, fields: stands }}
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

test("a form refused for another reason still stands on the version it was opened with", () => {
  const at = { values: typed, problems: [{ path: "body", message: "请填写决议内容" }] };
  const parsed = page(
    <EditResolutionPage
      frame={frame}
      now={now}
      page={resolution({ version: 5 })}
      attempt={at}
      conflict={{}}
      idempotencyKey={key}
    />,
  );
  expect(versionIn(parsed)).toBe("1");
  expect(byId(parsed, "conflict")).toBeUndefined();
});

test("clocks moved together are told once; whatever else happened is told each time", () => {
  const to = "2026-11-30T10:00:00.000Z";
  const moved = (kind: string, at: string, from: string) => ({
    kind: "clockMoved",
    at,
    actorName: "管理员",
    detail: { kind, from, to, ruleVersion: 2 },
  });
  const lead = moved("resolution.lead", now, "2026-12-04T10:00:00.000Z");
  const assist = moved("resolution.assist", now, "2026-12-04T10:00:00.000Z");
  const other = moved("resolution.assist", now, "2026-12-07T10:00:00.000Z");
  const progress = { kind: "progress", at: now, actorName: "联络员", detail: { text: "已开工" } };
  const told = eventsOf([lead, assist, { ...assist }, other, progress, { ...progress }], now);
  expect(told.map(({ title }) => title)).toEqual([
    "完成期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "协办单位的完成期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "协办单位的完成期限按规则第 2 版重新计算：由 12月7日 18:00 改为 11月30日 18:00",
    "报告进展",
    "报告进展",
  ]);
  const review = { ...lead, detail: { ...lead.detail, kind: "resolution.review" } };
  const again = { ...review, at: "2026-11-22T09:00:00.000Z" };
  expect(eventsOf([review, again], now).map(({ title }) => title)).toEqual([
    "验收期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
    "验收期限按规则第 2 版重新计算：由 12月4日 18:00 改为 11月30日 18:00",
  ]);
});

test("what people wrote stays text in a resolution", () => {
  const events = ["logged", "edited", "progress", "sentBack"].map((kind) => ({
    kind,
    at: now,
    actorName: hostile,
    detail: { body: hostile, before: `${hostile}旧`, text: hostile, reason: hostile },
  }));
  const said = { body: hostile, leadName: hostile, assistants: [hostile], dueBasis: hostile, events };
  const view = page(<ResolutionView frame={frame} now={now} page={resolution(said)} idempotencyKey={key} />);
  expect(intruders(view)).toEqual([]);
  const edit = page(
    <EditResolutionPage frame={frame} now={now} page={resolution(said)} idempotencyKey={key} />,
  );
  expect(intruders(edit)).toEqual([]);
});

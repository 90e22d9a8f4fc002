import { expect, test } from "vitest";
import { MatterView } from "../../views/matters/detail.tsx";
import { MattersPage } from "../../views/matters/list.tsx";
import { stateWords } from "../../views/matters/state.tsx";
import { matterStates } from "../../worker/domain/matters/states.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, matter, now } from "./samples.ts";

test("states read the same in pages and in refusals", () => {
  expect(stateWords).toEqual(matterStates);
});

test("only the moves that are allowed are offered, each under its own key", () => {
  const parsed = page(
    <MatterView
      frame={frame}
      now={now}
      page={matter({ moves: ["accept", "decline"] })}
      idempotencyKey={key}
    />,
  );
  expect(actions(parsed)).toEqual(["/matters/m1/acceptance", "/matters/m1/refusal", "/matters/m1/reporter"]);
  const keys = named(parsed, "input").filter((input) => attribute(input, "name") === "_key");
  expect(new Set(keys.map((input) => attribute(input, "value"))).size).toBe(3);
  expect(text(parsed)).toContain("已超期");
});

test("contact data stays masked until it was asked for, and the page says that looks are recorded", () => {
  const masked = page(<MatterView frame={frame} now={now} page={matter()} idempotencyKey={key} />);
  expect(text(masked)).toContain("138****5678");
  expect(text(masked)).toContain("每次查看都会记入操作记录");
  const revealed = { reporterName: "张三", reporterPhone: "13800005678" };
  const shown = page(
    <MatterView frame={frame} now={now} page={matter()} revealed={revealed} idempotencyKey={key} />,
  );
  expect(text(shown)).toContain("13800005678");
  expect(actions(shown)).toEqual([]);
});

test("what was typed is kept, also when somebody else moved the matter on", () => {
  const failed = (problem: string) => ({
    form: "outcome" as const,
    attempt: { values: { outcome: "换了灯头" }, problems: [{ path: problem, message: "请检查" }] },
  });
  const again = page(
    <MatterView
      frame={frame}
      now={now}
      page={matter({ state: "accepted", moves: ["resolve"] })}
      failed={failed("outcome")}
      idempotencyKey={key}
    />,
  );
  expect(text(byId(again, "field-outcome") ?? again)).toBe("换了灯头");
  expect(byId(again, "problems")).toBeDefined();
  const overtaken = page(
    <MatterView
      frame={frame}
      now={now}
      page={matter({ state: "resolved" })}
      failed={failed("")}
      idempotencyKey={key}
    />,
  );
  expect(text(overtaken)).toContain("您填写的内容没有保存");
  expect(text(overtaken)).toContain("换了灯头");
});

test("what people wrote stays text in a matter and in the list", () => {
  const events = ["reported", "resolved", "evaluated", "clockMoved", hostile].map((kind) => ({
    kind,
    at: now,
    actorName: hostile,
    detail: { to: hostile, due: now, outcome: hostile, comment: hostile },
  }));
  const said = {
    category: hostile,
    body: hostile,
    place: hostile,
    reporterName: hostile,
    handlerName: hostile,
  };
  const view = page(
    <MatterView frame={frame} now={now} page={matter({ ...said, events })} idempotencyKey={key} />,
  );
  expect(intruders(view)).toEqual([]);
  expect(doubledIds(view)).toEqual([]);
  const row = { ...matter(said), sort: hostile, unit: hostile, dueAt: null };
  const list = page(
    <MattersPage frame={frame} now={now} done={false} page={{ matters: [row], next: hostile }} />,
  );
  expect(intruders(list)).toEqual([]);
});

test("an empty list says when something will appear, and the next page keeps the tab", () => {
  const empty = page(<MattersPage frame={frame} now={now} done={false} page={{ matters: [], next: null }} />);
  expect(text(empty)).toContain("现在没有在办的事项");
  const row = { ...matter({ state: "closed" }), sort: "a", unit: "第一网格", dueAt: null };
  const done = page(<MattersPage frame={frame} now={now} done page={{ matters: [row], next: "a b" }} />);
  expect(named(done, "a").map((link) => attribute(link, "href"))).toContain(
    "/t/xinye/matters?done=1&before=a%20b",
  );
});

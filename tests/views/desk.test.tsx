import { expect, test } from "vitest";
import { Checklist } from "../../views/desk/checklist.tsx";
import { Desk, type Todo } from "../../views/desk/desk.tsx";
import type { ClockKind } from "../../worker/domain/clocks/kinds.ts";
import * as ofMatters from "../../worker/domain/matters/clocks.ts";
import * as ofResolutions from "../../worker/domain/resolutions/clocks.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { doubledIds, frame, hostile, intruders, key, now } from "./samples.ts";

const todo = (urgency: Todo["urgency"], more: Partial<Todo> = {}): Todo => ({
  id: urgency,
  page: `/matters/${urgency}`,
  todo: ofMatters.step.todo ?? "",
  title: "路灯坏了三盏",
  dueAt: "2026-11-20T10:00:00.000Z",
  urgency,
  unattended: null,
  ...more,
});

test("the desk shows the most urgent first, each one tap away", () => {
  const todos = [
    todo("overdue"),
    todo("later", { page: "/resolutions/r1", todo: ofResolutions.review.todo ?? "" }),
  ];
  const parsed = page(<Desk frame={frame} now={now} todos={todos} cut={false} meetings={[]} />);
  const headings = named(parsed, "h2").map(text);
  expect(headings).toEqual(["已超期", "七天以后到期", "近期会议"]);
  const hrefs = named(parsed, "a").map((link) => attribute(link, "href"));
  expect(hrefs).toContain("/t/xinye/matters/overdue");
  expect(hrefs).toContain("/t/xinye/resolutions/r1");
  expect(text(parsed)).toContain("待验收");
  expect(text(parsed)).toContain("事项办理");
  expect(doubledIds(parsed)).toEqual([]);
});

test("the desk says of every clock what there is to do; for a resident's verdict nobody has to do anything", () => {
  const kinds: ClockKind<never>[] = [...Object.values(ofMatters), ...Object.values(ofResolutions)];
  expect(Object.fromEntries(kinds.map(({ noun, kind, todo }) => [`${noun}.${kind}`, todo]))).toEqual({
    "matter.step": "事项办理",
    "matter.overall": "事项办理",
    "matter.evaluation": null,
    "resolution.lead": "主办任务",
    "resolution.assist": "协办任务",
    "resolution.review": "待验收",
  });
});

test("work that rose because nobody is there says where it belongs", () => {
  const todos = [todo("today", { unattended: hostile }), todo("soon")];
  const parsed = page(<Desk frame={frame} now={now} todos={todos} cut={false} meetings={[]} />);
  expect(text(parsed).match(/无人值守/g)).toHaveLength(1);
  expect(text(parsed)).toContain(`无人值守 ${hostile}`);
  expect(intruders(parsed)).toEqual([]);
});

test("an empty desk says so, and a cut one says that there is more", () => {
  const empty = page(<Desk frame={frame} now={now} todos={[]} cut={false} meetings={[]} />);
  expect(text(empty)).toContain("现在没有需要您办理的事项和任务");
  const cut = page(<Desk frame={frame} now={now} todos={[todo("today")]} cut meetings={[]} />);
  expect(text(cut)).toContain("只列出最紧急的一部分");
});

test("what people wrote stays text on the desk", () => {
  const meetings = [{ id: hostile, title: hostile, startsAt: now, place: hostile, host: hostile }];
  const todos = [todo("overdue", { title: hostile, page: `/matters/${hostile}`, todo: hostile })];
  expect(intruders(page(<Desk frame={frame} now={now} todos={todos} cut meetings={meetings} />))).toEqual([]);
});

test("the first steps stand in order, the next one first, with what is done below", () => {
  const items = ["核对规则", "建立组织", "邀请人员"].map((label, index) => ({
    key: `step${index}`,
    label,
    hint: hostile,
    href: "/rules",
    done: index === 0,
  }));
  const parsed = page(<Checklist frame={frame} items={items} idempotencyKey={key} />);
  expect(text(parsed)).toContain("已完成 1 项，还有 2 项");
  expect(named(byId(parsed, "open-steps") ?? parsed, "a").map(text)).toEqual([
    "去完成：建立组织",
    "去完成：邀请人员",
  ]);
  expect(intruders(parsed)).toEqual([]);
});

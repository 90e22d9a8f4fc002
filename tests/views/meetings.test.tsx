import { expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { Attendance } from "../../views/meetings/attendance.tsx";
import { MeetingView } from "../../views/meetings/detail.tsx";
import { MeetingsPage } from "../../views/meetings/list.tsx";
import { ScheduleMeetingPage } from "../../views/meetings/schedule.tsx";
import type { ScheduleOffer } from "../../worker/domain/meetings/form.ts";
import { type AttendanceState, attendanceStates } from "../../worker/domain/meetings/states.ts";
import { attribute, byId, fragment, named, page, text } from "./parsed.ts";
import {
  actions,
  doubledIds,
  frame,
  hostile,
  intruders,
  key,
  listPage,
  meeting,
  now,
  resolution,
} from "./samples.ts";

const row = (number: number) => ({ ...resolution({ number, id: `r${number}` }) });

test("attendance reads the same in pages and in the domain, each way in its own word", () => {
  const states = Object.keys(attendanceStates) as AttendanceState[];
  const members = states.map((state) => ({
    id: state,
    name: `${state}的单位`,
    state,
    isUnit: true,
    closedAt: null,
  }));
  const shown = fragment(<Attendance page={meeting({ members })} />);
  expect(named(shown, "dt").map(text)).toEqual(["应到 1", "到会 1", "代会 1", "迟到 1", "请假 1", "缺席 1"]);
  expect(named(shown, "dt").map(text)).toEqual(Object.values(attendanceStates).map((word) => `${word} 1`));
  expect(named(shown, "dd").map(text)).toEqual(states.map((state) => `${state}的单位`));
});

test("while it runs a meeting offers the log first and shows the newest resolution first", () => {
  const parsed = page(
    <MeetingView
      frame={frame}
      now={now}
      page={meeting({ resolutions: [row(1), row(2)] })}
      idempotencyKey={key}
    />,
  );
  expect(actions(parsed)).toEqual(["/meetings/s1/resolutions", "/meetings/s1/closure"]);
  const list = byId(parsed, "resolution-list") ?? parsed;
  expect(named(list, "a").map((link) => attribute(link, "href"))).toEqual([
    "/t/xinye/resolutions/r2",
    "/t/xinye/resolutions/r1",
  ]);
  expect(doubledIds(parsed)).toEqual([]);
});

test("a held meeting takes nothing more and keeps what was typed too late", () => {
  const failed = {
    form: "resolutions" as const,
    attempt: { values: { body: "最后一条" }, problems: [{ path: "", message: "这次会议已经结束" }] },
  };
  const held = meeting({ state: "held", mayLog: false, mayClose: false, resolutions: [row(1), row(2)] });
  const parsed = page(
    <MeetingView frame={frame} now={now} page={held} failed={failed} idempotencyKey={key} />,
  );
  expect(actions(parsed)).toEqual([]);
  expect(text(parsed)).toContain("最后一条");
  expect(text(parsed)).toContain("已召开");
});

test("a task without a lead unit comes back with everything typed", () => {
  const failed = {
    form: "resolutions" as const,
    attempt: {
      values: { kind: "task", body: "划定摊位", leadId: "", assistantIds: ["u2"] },
      problems: [{ path: "leadId", message: "任务需要一个主办单位" }],
    },
  };
  const parsed = page(
    <MeetingView frame={frame} now={now} page={meeting()} failed={failed} idempotencyKey={key} />,
  );
  expect(text(byId(parsed, "field-body") ?? parsed)).toBe("划定摊位");
  const ticked = named(parsed, "input").filter((input) => attribute(input, "checked") !== undefined);
  expect(ticked.map((input) => attribute(input, "value"))).toEqual(["task", "u2", "stands"]);
  expect(text(parsed)).toContain("已选 1 个");
});

test("what people wrote stays text in meetings", () => {
  const said = { title: hostile, place: hostile, host: hostile };
  const resolutions = [{ ...row(1), body: hostile, leadName: hostile, loggedBy: hostile }];
  const members = [{ id: "u1", name: hostile, state: "invited" as const, isUnit: true, closedAt: null }];
  const view = page(
    <MeetingView
      frame={frame}
      now={now}
      page={meeting({ ...said, resolutions, members })}
      idempotencyKey={key}
    />,
  );
  expect(intruders(view)).toEqual([]);
  const meetings = [{ ...meeting(said), key: hostile, older: null }];
  const list = { ...listPage(meetings, { next: hostile }), meetings, maySchedule: true };
  expect(
    intruders(
      page(<MeetingsPage frame={frame} now={now} page={list} accountId={null} idempotencyKey={key} />),
    ),
  ).toEqual([]);
});

test("the form for a new meeting keeps the choice of members", () => {
  const unit = (id: string) => ({ id, name: hostile });
  const offer = {
    host: { id: "c", name: "新野县" },
    groups: [
      { key: "level.street", label: hostile, members: [unit("s1")] },
      {
        key: "unit.local",
        label: "驻区单位",
        members: Array.from({ length: 20 }, (_, index) => unit(`u${index}`)),
      },
    ],
    series: [{ key: "joint", name: "联席会议" }],
    isCut: false,
    byRules: ["s1"],
    byRole: [hostile],
    last: null,
    days: { first: "2026-03-03", last: "2028-11-21" },
  } as unknown as ScheduleOffer;
  const at = attempt({ series: "joint", members: ["u3", "s1"] });
  const parsed = page(
    <ScheduleMeetingPage frame={frame} now={now} page={offer} attempt={at} idempotencyKey={key} />,
  );
  const ticked = named(parsed, "input").filter((input) => attribute(input, "checked") !== undefined);
  expect(ticked.map((input) => attribute(input, "value"))).toEqual(["joint", "s1", "u3"]);
  expect(intruders(parsed)).toEqual([]);
  expect(doubledIds(parsed)).toEqual([]);
});

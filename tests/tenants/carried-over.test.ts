import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, test } from "vitest";
import { tenantMigrations } from "../../db/tenant/migrations.ts";

/** A county's database as it stood before clocks were records, with something of everything in it, brought up to date. */
const db = new DatabaseSync(":memory:");
const all = (sql: string) => db.prepare(sql).all() as Record<string, unknown>[];
const apply = (from: number, to: number) => {
  for (const { statements } of tenantMigrations.slice(from, to))
    for (const statement of statements) db.exec(statement);
};

beforeAll(() => {
  apply(0, 2);
  const matter = (id: string, state: string, more = "null, null, null") =>
    `insert into matters (id, number, receipt_code, state, source, category, body, place, org_unit_id, org_path, level,
      level_path, rule_version, reported_at, satisfied, resolved_at, closed_at) values ('${id}', '${id}', '${id}',
      '${state}', 'patrol', 'x', '路灯不亮', '路口', 'grid', '/root/grid/', 'grid', '/root/grid/', 1,
      '2026-09-01T02:00:00.000Z', ${more})`;
  db.exec(matter("running", "accepted"));
  db.exec(matter("waiting", "resolved", "null, '2026-09-03T02:00:00.000Z', null"));
  db.exec(matter("closed", "closed", "1, '2026-09-03T02:00:00.000Z', '2026-09-04T02:00:00.000Z'"));
  const meeting = (id: string, at: string) =>
    `insert into meetings (id, series, title, org_unit_id, org_path, starts_at, place, state, rule_version)
      values ('${id}', 'joint', '联席会议', 'root', '/root/', '${at}', '会议室', 'scheduled', 1)`;
  db.exec(meeting("m1", "2026-09-01T01:00:00.000Z"));
  db.exec(meeting("m2", "2026-12-01T01:00:00.000Z"));
  const resolution = (id: string, number: number, basis: string) =>
    `insert into resolutions (id, meeting_id, number, org_path, kind, body, lead_id, due_at, due_basis, state,
      rule_version, logged_by, logged_at, changed_by, changed_at) values ('${id}', 'm1', ${number}, '/root/', 'task',
      '换管', 'water', '2026-11-30T10:00:00.000Z', '${basis}', 'open', 1, '甲', '2026-09-01T02:00:00.000Z', '甲',
      '2026-09-01T02:00:00.000Z')`;
  db.exec(resolution("byRules", 1, "按规则：下次会议之前"));
  db.exec(resolution("byMeeting", 2, "会议确定的日期"));
  db.exec(
    "insert into member_units (id, name, kind, org_unit_id, org_path) values ('water', '水务', 'k', 'root', '/root/')",
  );
  const obligation = (
    id: string,
    kind: string,
    subject: string,
    owner: string,
    opened: string,
    ended = "null",
  ) =>
    `insert into obligations (id, kind, subject, title, owner, opened_at, due_at, state, ended_at, rule_version)
      values ('${id}', '${kind}', '${subject}', '题', '${owner}', '${opened}', '2026-11-30T10:00:00.000Z',
      '${ended === "null" ? "open" : "cancelled"}', ${ended}, 1)`;
  db.exec(obligation("o1", "matter.step", "matter:running", "grid", "2026-09-01T02:00:00.000Z"));
  db.exec(obligation("o2", "matter.overall", "matter:running", "grid", "2026-09-01T02:00:00.000Z"));
  const edited = "'2026-09-05T02:00:00.000Z'";
  db.exec(
    obligation("o3", "resolution.lead", "resolution:byRules", "water", "2026-09-01T02:00:00.000Z", edited),
  );
  db.exec(obligation("o4", "resolution.lead", "resolution:byRules", "root", "2026-09-05T02:00:00.000Z"));
  db.exec(obligation("o5", "resolution.lead", "resolution:byMeeting", "water", "2026-09-01T02:00:00.000Z"));
  const event = (id: string, subject: string, kind: string, detail: object) =>
    `insert into events (id, subject, kind, at, actor_name, detail) values ('${id}', '${subject}', '${kind}',
      '2026-09-01T02:00:00.000Z', '甲', '${JSON.stringify(detail)}')`;
  db.exec(event("e1", "matter:running", "reported", { to: "第一网格", due: "2026-09-04T10:00:00.000Z" }));
  db.exec(event("e2", "matter:closed", "reopened", { to: "社区" }));
  db.exec(event("e3", "resolution:byRules", "done", { text: "好了" }));
  db.exec(
    event("e4", "matter:running", "clockMoved", { kind: "matter.step", from: "a", to: "b", ruleVersion: 2 }),
  );
  apply(2, 3);
});

test("clocks keep their times and get what they were reckoned with", () => {
  const rows = all(
    "select id, noun, record, kind, owner_kind, started_at, state, inputs, set_by, reason from clocks",
  );
  const clock = (id: string) => rows.find((row) => row.id === id);
  expect(rows).toHaveLength(6);
  expect(clock("o1")).toMatchObject({
    noun: "matter",
    record: "running",
    kind: "step",
    owner_kind: "org",
    state: "running",
    inputs: '{"level":"grid"}',
    set_by: "rules",
  });
  expect(clock("o2")).toMatchObject({ kind: "overall", inputs: "{}" });
  // The edit of the 5th only put new rows in the place of the old: the clock runs from the 1st.
  expect(clock("o4")).toMatchObject({ owner_kind: "org", started_at: "2026-09-01T02:00:00.000Z" });
  expect(JSON.parse(String(clock("o4")?.inputs))).toEqual({
    series: "joint",
    meetingAt: "2026-09-01T01:00:00.000Z",
    last: "2026-09-01T01:00:00.000Z",
    next: "2026-12-01T01:00:00.000Z",
  });
  expect(clock("o5")).toMatchObject({ owner_kind: "unit", set_by: "person", reason: "会议确定的日期" });
});

test("who waited for a verdict gets a clock, to be reckoned by the rules", () => {
  expect(all("select record, state, due_at, acts_at, caution from clocks where kind = 'evaluation'")).toEqual(
    [
      {
        record: "waiting",
        state: "running",
        due_at: "2026-10-03T02:00:00.000Z",
        acts_at: null,
        caution: "待按规则计算",
      },
    ],
  );
});

test("events have their record, their name and what their sentence needs", () => {
  const rows = all("select id, noun, record, kind, detail from events order by id");
  expect(rows.map(({ noun, record, kind }) => `${noun} ${record} ${kind}`)).toEqual([
    "matter running reported",
    "matter closed reopened",
    "resolution byRules completed",
    "matter running clockMoved",
  ]);
  expect(JSON.parse(String(rows[0]?.detail))).toMatchObject({ source: "patrol", to: "第一网格" });
  expect(JSON.parse(String(rows[3]?.detail))).toMatchObject({
    noun: "matter",
    kind: "step",
    because: "rules",
  });
});

test("what was closed was solved, and says how often it was reopened", () => {
  expect(all("select id, closure, satisfied, reopenings from matters order by id")).toEqual([
    { id: "closed", closure: "solved", satisfied: null, reopenings: 1 },
    { id: "running", closure: null, satisfied: null, reopenings: 0 },
    { id: "waiting", closure: null, satisfied: null, reopenings: 0 },
  ]);
});

import { expect, test } from "vitest";
import { PersonView } from "../../views/people/person.tsx";
import { ChangePost, EndPost, NewPost } from "../../views/people/post.tsx";
import type { PersonPage } from "../../worker/domain/accounts/person.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, nothingYet, now } from "./samples.ts";

const post = {
  id: "p1",
  accountId: "a1",
  role: "grid_worker",
  scopeKind: "org" as const,
  scopeId: "g1",
  scopeName: "第1网格",
  grantedAt: now,
  revokedAt: null,
  words: "第1网格 网格员",
};
const inHand = {
  id: "m1",
  number: "2026-000123",
  revision: 1,
  body: "路灯坏了三盏",
  levelPath: "/c/g1/",
  unit: "第1网格",
  dueAt: "2026-11-20T10:00:00.000Z",
};
const sole = {
  noun: "resolution",
  record: "r1",
  kind: "lead",
  title: "划定早市临时摊位",
  dueAt: "2026-11-30T10:00:00.000Z",
  todo: "主办任务",
};
const work = {
  name: "示例干部",
  inHand: [inHand],
  moreInHand: false,
  sole: [sole],
  moreSole: true,
  vacated: ["第1网格 网格员"],
  successors: [{ id: "a2", name: "另一位（汉城街道 街道干部）" }],
  moreSuccessors: false,
};
const person = (more: Partial<PersonPage> = {}): PersonPage => ({
  id: "a1",
  username: "ganbu",
  createdAt: now,
  disabledAt: null,
  revision: 1,
  mayManage: true,
  isSelf: false,
  posts: [post],
  links: [],
  sessions: { many: 2, usedAt: now },
  ...nothingYet,
  ...work,
  ...more,
});

const show = (more: Partial<PersonPage> = {}, failed?: Parameters<typeof PersonView>[0]["failed"]) =>
  page(<PersonView frame={frame} now={now} person={person(more)} failed={failed} idempotencyKey={key} />);

const forms = ["reset", "sessions/closure", "name", "closure"].map((form) => `/people/a1/${form}`);

test("somebody's page names what hangs on them before it offers to close their account", () => {
  const parsed = show();
  expect(actions(parsed)).toEqual(forms);
  const hrefs = named(parsed, "a").map((link) => attribute(link, "href"));
  for (const path of ["matters/m1", "resolutions/r1", "people/a1/posts/new", "people/a1/posts/p1"])
    expect(hrefs).toContain(`/t/xinye/${path}`);
  const read = text(parsed);
  for (const words of [
    "由此人经办的事项（1 件）",
    "（1 件以上）",
    "那里就无人值守",
    "另一位（汉城街道 街道干部）",
  ])
    expect(read).toContain(words);
  expect(doubledIds(parsed)).toEqual([]);
});

test("where nothing hangs on somebody no successor is asked for", () => {
  const parsed = show({ inHand: [], sole: [], vacated: [] });
  expect(byId(parsed, "successorId")).toBeUndefined();
  expect(text(parsed)).toContain("没有由此人经办的事项");
});

test.each([
  ["who may only look", { mayManage: false }, []],
  ["whose account is closed", { disabledAt: now }, ["/people/a1/reopening"]],
  ["whose account is closed, to those who may only look", { disabledAt: now, mayManage: false }, []],
  ["one's own", { isSelf: true }, forms.slice(0, 3)],
])("the page of somebody %s offers what can be done", (_whose, more, expected) => {
  expect(actions(show(more))).toEqual(expected);
});

test("a successor who can't take over is said at the field, in the form that is open", () => {
  const problems = [{ path: "successorId", message: "不在此人的负责范围内" }];
  const attempt = { values: { successorId: "a2" }, problems, conflict: null };
  const parsed = show({}, { form: "closure", attempt });
  const closing = byId(parsed, "closing");
  expect(closing && attribute(closing, "open")).toBeDefined();
  expect(closing && text(closing)).toContain("不在此人的负责范围内");
});

test("a name that somebody else corrected meanwhile is said once, in the form that is open", () => {
  const current = { changedBy: "王五", changedAt: now, revision: 2, fields: [] };
  const attempt = {
    values: { name: "甲", revision: "1" },
    problems: [{ path: "", message: "已被更正" }],
    conflict: new Conflict("已被更正", current),
  };
  const closed = text(show({ disabledAt: now }, { form: "name", attempt }));
  expect(closed).toContain("已被更正");
  const parsed = show({}, { form: "name", attempt });
  expect(byId(parsed, "problems")).toBeUndefined();
  expect(text(parsed)).toContain("王五");
  expect(text(parsed)).toContain("用我的内容覆盖");
});

const roles = [{ value: "grid_worker", label: "网格员" }];
const scopes = [{ label: "网格", options: [{ value: "g1", label: "第1网格" }] }];
const ofPost = { ...person(), post };
const places = { seats: [], units: [], levels: [] };

test("a role is given, ended and changed on pages of their own", () => {
  const common = { frame, now, idempotencyKey: key };
  const given = page(<NewPost {...common} person={ofPost} roles={roles} scopes={scopes} scope="g1" />);
  const ended = page(<EndPost {...common} page={ofPost} />);
  const changed = page(
    <ChangePost {...common} page={{ ...ofPost, ...places }} roles={roles} scopes={scopes} />,
  );
  expect([given, ended, changed].map(actions)).toEqual([
    ["/people/a1/posts"],
    ["/people/a1/posts/p1/closure"],
    ["/people/a1/posts/p1/change"],
  ]);
  const chosen = (parsed: typeof given) =>
    named(parsed, "option")
      .filter((option) => attribute(option, "selected") !== undefined)
      .map((option) => attribute(option, "value"));
  expect(chosen(given)).toEqual(["", "g1"]);
  expect(chosen(changed)).toEqual(["grid_worker", "g1", ""]);
  for (const parsed of [given, ended, changed]) expect(doubledIds(parsed)).toEqual([]);
});

test("where more could take over than are offered, the page says so and what to do", () => {
  expect(text(show(work))).not.toContain("只列出一部分，同一单位");
  expect(text(show({ ...work, moreSuccessors: true }))).toContain("请先给此人增加这里的角色");
});

test("names, titles and units stay text", () => {
  const said = {
    name: hostile,
    username: hostile,
    inHand: [{ ...inHand, body: hostile, unit: hostile }],
    sole: [{ ...sole, title: hostile, noun: hostile }],
    vacated: [hostile],
    successors: [{ id: hostile, name: hostile }],
    posts: [{ ...post, words: hostile }],
  };
  expect(intruders(show(said))).toEqual([]);
  const ending = { ...ofPost, ...said, post: { ...post, words: hostile } };
  expect(intruders(page(<EndPost frame={frame} now={now} page={ending} idempotencyKey={key} />))).toEqual([]);
});

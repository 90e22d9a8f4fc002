import { expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { ErrorSummary } from "../../views/components/form.tsx";
import { EditOrgUnitPage } from "../../views/org/edit.tsx";
import { EditUnitPage } from "../../views/units/edit.tsx";
import { UnitView } from "../../views/units/unit.tsx";
import { Conflict } from "../../worker/domain/errors.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, nothingYet, now } from "./samples.ts";

type Shown<View extends (props: never) => unknown> = Parameters<View>[0];

const told = [{ title: hostile, note: hostile, at: now, by: hostile }];
const { verb: name, resource = "", label, fields, form } = closeMemberUnit;
const closing = { name, resource, label, fields, form };
const person = { id: "a1", name: hostile, role: "unit_liaison" };

const unit = (more: object = {}) =>
  ({
    id: "u1",
    name: hostile,
    kind: "k",
    kindName: hostile,
    seat: hostile,
    orgUnitId: "c1",
    closedAt: null,
    revision: 3,
    ...nothingYet,
    timeline: told,
    offers: [closing],
    left: [],
    robot: null,
    people: [person],
    mayInvite: true,
    mayCorrect: true,
    ...more,
  }) as unknown as Shown<typeof UnitView>["page"];

const view = (more: object = {}) =>
  page(<UnitView frame={frame} now={now} page={unit(more)} idempotencyKey={key} />);

test("a unit's page says what became of it and who is there, and names stay text", () => {
  const parsed = view();
  expect([intruders(parsed), doubledIds(parsed)]).toEqual([[], []]);
  expect(actions(parsed)).toEqual(["/units/u1/closure"]);
  expect(named(parsed, "a").map((link) => attribute(link, "href"))).toContain("/t/xinye/people/a1");
});

test("instead of a form that would be refused stands what is in its way", () => {
  const parsed = view({
    left: [
      { what: "没有完成的任务", links: [{ href: "/resolutions/r1", text: hostile }], all: null, more: false },
    ],
  });
  expect(actions(parsed)).toEqual([]);
  expect(text(parsed)).toContain("现在还不能停用单位");
  expect(named(parsed, "a").map((link) => attribute(link, "href"))).toContain("/t/xinye/resolutions/r1");
  expect(intruders(parsed)).toEqual([]);
});

test("who may not know who is there, is told of nobody", () => {
  expect(byId(view({ people: null }), "people-there")).toBeUndefined();
});

test("a correction made on an older record stands beside what was saved meanwhile", () => {
  const conflict = new Conflict("x", {
    revision: 7,
    changedBy: hostile,
    changedAt: now,
    fields: [
      { name: "name", label: "名称", value: "新名" },
      { name: "kind", label: "网格类型", value: "基础网格" },
    ],
  });
  const refused = { ...attempt({ name: hostile, kind: "basic", revision: "3" }), conflict };
  const own = { id: "g1", parentId: "c1", level: "grid", name: "旧名", kind: null, revision: 7 };
  const gridKinds = [{ key: "basic", name: "基础网格", level: "grid", sizing: [] }];
  const rows = { unit: own, gridKinds, codePattern: "{division}" } as unknown as Shown<
    typeof EditOrgUnitPage
  >["page"];
  const props = { frame, now, page: rows, refused, idempotencyKey: key };
  const parsed = page(<EditOrgUnitPage {...props} />);
  expect(intruders(parsed)).toEqual([]);
  const terms = named(byId(parsed, "conflict") ?? parsed, "dt").map(text);
  expect(terms).toEqual(["名称（现在的内容）", "名称（您填写的内容）"]);
  const hidden = named(parsed, "input").find((input) => attribute(input, "name") === "revision");
  expect(hidden && attribute(hidden, "value")).toBe("7");
  expect(text(parsed)).toContain("用我的内容覆盖");
});

test("names stay text where they are corrected", () => {
  const own = { ...unit(), orgUnitId: "c1" } as unknown as Shown<typeof EditUnitPage>["unit"];
  const seats = [{ label: hostile, options: [{ value: "c1", label: hostile }] }];
  const kinds = [{ key: "k", name: hostile, side: "department", liaisons: 1 }] as never;
  const props = { frame, now, unit: own, kinds, seats, idempotencyKey: key };
  expect(intruders(page(<EditUnitPage {...props} />))).toEqual([]);
});

test("a problem leads to its field and to what it is about", () => {
  const links = [{ href: "/t/xinye/org/o1", text: "查看“甲街道”" }];
  const parsed = page(<ErrorSummary problems={[{ path: "name", message: "同名", links }]} />);
  expect(named(parsed, "a").map((link) => [attribute(link, "href"), text(link)])).toEqual([
    ["#field-name", "同名"],
    ["/t/xinye/org/o1", "查看“甲街道”"],
  ]);
});

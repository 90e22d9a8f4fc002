import { expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { UnitsPage } from "../../views/units/units.tsx";
import type { ListPage } from "../../worker/domain/lists/read.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, frame, hostile, intruders, key, listPage } from "./samples.ts";

const kinds = [
  { key: "housing", name: "住房和城乡建设部门", side: "department" as const, liaisons: 1 },
  { key: "property", name: "物业服务企业", side: "property" as const, liaisons: 1 },
];
const seats = [{ label: "汉城街道", options: [{ value: "c1", label: "北关社区" }] }];

const show = (
  said: { name: string; kind: string; seat: string }[],
  mayAdd: boolean,
  more: Partial<ListPage> = {},
) => {
  const units = said.map((each, at) => ({
    ...{ key: "", id: `u${at}`, orgUnitId: "c1", closedAt: null, ...each },
    kindName: kinds.find(({ key }) => key === each.kind)?.name ?? each.kind,
  }));
  const list = { ...listPage(units, { noun: "unit", ...more }), units, kinds: [], unitKinds: kinds };
  return page(
    <UnitsPage
      frame={frame}
      page={{ ...list, seats: [], levels: [] }}
      accountId={null}
      mayAdd={mayAdd}
      seats={seats}
      attempt={attempt({ name: said[0]?.name ?? "" })}
      idempotencyKey={key}
    />,
  );
};

test("units stand with their kind and seat; kinds are offered under their sides", () => {
  const parsed = show([{ name: "示例物业", kind: "property", seat: "北关社区" }], true);
  expect(text(byId(parsed, "units") ?? parsed)).toContain("物业服务企业");
  const groups = named(byId(parsed, "field-kind") ?? parsed, "optgroup").map((group) =>
    attribute(group, "label"),
  );
  expect(groups).toEqual(["部门", "物业"]);
});

test("nothing registered yet: the page says how to begin, to those who may", () => {
  expect(text(show([], true))).toContain("用“登记单位”的表单登记第一个");
  expect(actions(show([], false))).toEqual(["/units", "/views"]);
});

test("names of units stay text", () => {
  expect(intruders(show([{ name: hostile, kind: hostile, seat: hostile }], true))).toEqual([]);
});

test("what isn't there says why, and leads back to all", () => {
  const nothing = (asked: ListPage["asked"]) => text(show([], true, { asked }));
  expect(nothing({ search: "水务" })).toContain("没有找到“水务”");
  expect(nothing({ kind: "property" })).toContain("没有符合这些条件的单位");
  expect(nothing({ done: true })).toContain("没有停用的单位");
});

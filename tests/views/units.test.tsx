import { expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { UnitsPage } from "../../views/units/units.tsx";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { actions, frame, hostile, intruders, key } from "./samples.ts";

const kinds = [
  { key: "housing", name: "住房和城乡建设部门", side: "department" as const, liaisons: 1 },
  { key: "property", name: "物业服务企业", side: "property" as const, liaisons: 1 },
];
const seats = [{ label: "汉城街道", options: [{ value: "c1", label: "北关社区" }] }];

const show = (
  units: { id: string; name: string; kind: string; seat: string }[],
  mayAdd: boolean,
  name = "",
) =>
  page(
    <UnitsPage
      frame={frame}
      page={
        { units, kinds, closed: [], counts: { units: "1", closed: "0" } } as unknown as Parameters<
          typeof UnitsPage
        >[0]["page"]
      }
      mayAdd={mayAdd}
      seats={seats}
      attempt={attempt({ name })}
      idempotencyKey={key}
    />,
  );

test("units stand with their kind and seat; kinds are offered under their sides", () => {
  const parsed = show([{ id: "u1", name: "示例物业", kind: "property", seat: "北关社区" }], true);
  expect(text(byId(parsed, "rows") ?? parsed)).toContain("物业服务企业");
  const groups = named(byId(parsed, "field-kind") ?? parsed, "optgroup").map((group) =>
    attribute(group, "label"),
  );
  expect(groups).toEqual(["部门", "物业"]);
});

test("nothing registered yet: the page says how to begin, to those who may", () => {
  expect(text(show([], true))).toContain("用“登记单位”的表单登记第一个");
  expect(actions(show([], false))).toEqual([]);
});

test("names of units stay text", () => {
  expect(intruders(show([{ id: "u1", name: hostile, kind: hostile, seat: hostile }], true, hostile))).toEqual(
    [],
  );
});

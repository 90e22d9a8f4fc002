import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import type { TreePage } from "../../views/org/list.tsx";
import { OrgPage } from "../../views/org/org.tsx";
import type { ListPage } from "../../worker/domain/lists/read.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";

import { actions, frame, hostile, intruders, key, listPage, nothingYet, now } from "./samples.ts";

const unit = (id: string, more: object = {}) => ({
  id,
  parentId: "c",
  level: "community",
  name: "北关社区",
  code: null,
  kind: null,
  path: `/c/${id}/`,
  households: null,
  residents: null,
  closedAt: null,
  folded: null,
  revision: 1,
  ...more,
});

/** What lies below a unit, as its page lists it. */
const list = (units: object[], asked: ListPage["asked"] = { within: "b1", directly: true }) => ({
  ...listPage(units, { noun: "org", asked }),
  units,
  sources: {},
});

const rows = (more: object = {}) =>
  ({
    unit: unit("b1"),
    above: [unit("c", { parentId: null, name: "新野县", level: "county" })],
    list: list([]),
    morePeople: false,
    people: null,
    ...nothingYet,
    offers: [],
    left: [],
    robot: null,
    fits: true,
    codePattern: "{division}{sequence:3}",
    levels: [
      { key: "county", name: "县", kind: "county", optional: false },
      { key: "community", name: "社区", kind: "community", optional: false },
      { key: "grid", name: "网格", kind: "grid", optional: false },
    ],
    ...more,
  }) as unknown as TreePage;

const below = {
  levelsBelow: ["grid"],
  gridKinds: [{ key: "basic", name: "基础网格", level: "grid", sizing: [] }],
};

/** The list's search, and the form that keeps a view of it. */
const around = ["/org", "/views"];

test("a unit leads up to those above it and takes one more below", () => {
  const parsed = page(
    <OrgPage
      frame={frame}
      now={now}
      accountId={null}
      page={rows()}
      mayAdd
      {...below}
      attempt={attempt()}
      idempotencyKey={key}
    />,
  );
  expect(named(parsed, "a").map((link) => attribute(link, "href"))).toContain("/t/xinye/org");
  expect(actions(parsed)).toEqual([...around, "/org"]);
  expect(text(parsed)).toContain("北关社区还没有下级组织");
  expect(byId(parsed, "field-kind")).toBeDefined();
});

test("who may not add is offered no form", () => {
  const parsed = page(
    <OrgPage
      frame={frame}
      now={now}
      accountId={null}
      page={rows()}
      mayAdd={false}
      {...below}
      attempt={attempt()}
      idempotencyKey={key}
    />,
  );
  expect(actions(parsed)).toEqual(around);
});

test("names and codes stay text in the tree", () => {
  const said = { name: hostile, code: hostile, level: hostile, kind: hostile };
  const page1 = rows({
    unit: unit("b1", said),
    list: list([{ ...unit("g1", said), levelName: hostile, kindName: hostile, parentName: hostile }]),
  });
  const parsed = page(
    <OrgPage
      frame={frame}
      now={now}
      accountId={null}
      page={page1}
      mayAdd
      {...below}
      attempt={attempt({ name: hostile })}
      idempotencyKey={key}
    />,
  );
  expect(intruders(parsed)).toEqual([]);
});

describe("a grid of a kind that the rules give a size", () => {
  const sizing = [
    { name: "一般小区", households: { min: 300, max: 500 } },
    { name: "散居院落", residents: { about: 600 } },
  ];
  const grid = (fits: boolean) => {
    const own = rows({ unit: unit("g1", { level: "grid", kind: "basic", households: 800 }), fits });
    const gridKinds = [{ key: "basic", name: "基础网格", level: "grid", sizing }];
    const props = {
      frame,
      now,
      accountId: null,
      page: own,
      levelsBelow: [],
      gridKinds,
      attempt: attempt(),
      idempotencyKey: key,
    };
    return text(page(<OrgPage {...props} mayAdd={false} />));
  };

  test("says how large it is meant to be", () => {
    expect(grid(true)).toContain("一般小区：300 至 500 户散居院落：600 人左右");
    expect(grid(true)).not.toContain("不在标准之内");
  });

  test("says when it isn't", () => {
    expect(grid(false)).toContain("户数或人数不在标准之内，请核对");
  });
});

test("where grids are added, the form says how the rules make up their codes", () => {
  const form = (gridKinds: typeof below.gridKinds) =>
    text(
      page(
        <OrgPage
          frame={frame}
          now={now}
          accountId={null}
          page={rows()}
          mayAdd
          levelsBelow={["grid"]}
          gridKinds={gridKinds}
          attempt={attempt()}
          idempotencyKey={key}
        />,
      ),
    );
  expect(form(below.gridKinds)).toContain("网格编码按规则是区划代码加 3 位顺序号。");
  expect(form([])).not.toContain("网格编码按规则");
});

test("whoever may invites people to a unit and to each below it, to a grid as its worker", () => {
  const invited = rows({ mayInvite: true, list: list([unit("g1", { level: "grid", name: "第一网格" })]) });
  const draw = (page_: TreePage) =>
    named(
      page(
        <OrgPage
          frame={frame}
          now={now}
          accountId={null}
          page={page_}
          mayAdd
          {...below}
          attempt={attempt()}
          idempotencyKey={key}
        />,
      ),
      "a",
    )
      .map((link) => attribute(link, "href") ?? "")
      .filter((href) => href.includes("/people"));
  expect(draw(invited)).toEqual([
    "/t/xinye/people?scope=b1#inviting",
    "/t/xinye/people?scope=g1&role=grid_worker#inviting",
  ]);
  expect(draw(rows())).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { inChineseOrder } from "../../worker/text/order.ts";

const ordered = (names: readonly string[]) =>
  inChineseOrder(names.map((name) => ({ name }))).map(({ name }) => name);

test.each([
  [
    ["第十网格", "第二网格", "第一网格", "第三网格", "第十一网格", "第二十网格"],
    "第一网格 第二网格 第三网格 第十网格 第十一网格 第二十网格",
  ],
  [["10号楼", "2号楼", "1号楼", "三号楼"], "1号楼 2号楼 三号楼 10号楼"],
  [["十组", "二组", "一百零五组", "九组"], "二组 九组 十组 一百零五组"],
  [
    ["西关社区", "北关社区", "东关社区", "解放街社区", "蔡庄社区"],
    "北关社区 蔡庄社区 东关社区 解放街社区 西关社区",
  ],
  [["五一路社区", "一马路社区", "三里社区"], "三里社区 五一路社区 一马路社区"],
  [["王庄", "B区", "a区", "2区", "安庄"], "2区 安庄 王庄 a区 B区"],
])("%j", (names, sorted) => {
  expect(ordered(names).join(" ")).toBe(sorted);
});

test("is one order for all names: the same whichever came first", () => {
  const name = fc.string({
    unit: fc.constantFrom("第", "一", "二", "十", "百", "零", "组", "网格", "王", "安", "1", "2"),
  });
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(ordered([...names].reverse())).toEqual(ordered(names));
    }),
  );
});

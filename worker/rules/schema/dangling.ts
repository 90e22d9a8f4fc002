import type { Collection } from "./terms.ts";

/** What people call the entries of each collection. */
const collectionNames: Readonly<Record<Collection, string>> = {
  level: "层级",
  gridKind: "网格类型",
  postKind: "岗位",
  unitKind: "成员单位类型",
  category: "事项类别",
  window: "办理窗口",
  group: "评价主体",
  band: "等次",
};

/** The issue of a key at `path` that no entry of its collection has; `params` lets others tell it from any other. */
export const dangling = (path: (string | number)[], key: string, collection: Collection) => ({
  code: "custom" as const,
  path,
  message: `没有标识为“${key}”的${collectionNames[collection]}`,
  params: { dangling: true },
});

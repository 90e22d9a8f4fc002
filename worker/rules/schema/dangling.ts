import type { Collection } from "./terms.ts";
import { collectionNames } from "./words.ts";

/** The issue of a key at `path` that no entry of its collection has; `params` lets others tell it from any other. */
export const dangling = (path: (string | number)[], key: string, collection: Collection) => ({
  code: "custom" as const,
  path,
  message: `没有标识为“${key}”的${collectionNames[collection]}`,
  params: { dangling: true },
});

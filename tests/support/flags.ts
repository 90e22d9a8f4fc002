import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../bin/runtime/bundle.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** What Node is told by the npm commands that start programs; relative to the project's folder. */
export const flags: readonly string[] =
  /^exec node (.*) bin\/start\.ts$/.exec(scripts.start)?.[1]?.split(" ") ?? [];

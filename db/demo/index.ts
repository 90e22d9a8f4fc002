import { huaping } from "./huaping/index.ts";
import { jiyang } from "./jiyang/index.ts";
import { ninglang } from "./ninglang/index.ts";
import type { DemoCounty } from "./types.ts";
import { xinye } from "./xinye/index.ts";
import { yulin } from "./yulin/index.ts";
import { yulong } from "./yulong/index.ts";

/** The sample counties, in the order in which the presets are described. */
export const demoCounties: readonly DemoCounty[] = [xinye, huaping, yulong, ninglang, jiyang, yulin];

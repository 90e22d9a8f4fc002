import type { DemoCounty } from "./types.ts";
import { xinye } from "./xinye/index.ts";

/** The sample counties, in the order in which the presets are described. */
export const demoCounties: readonly DemoCounty[] = [xinye];

import { kindsOf } from "../kernel/happenings.ts";
import { removeRobot } from "./remove.ts";
import { setRobot } from "./set.ts";
import { testRobot } from "./test.ts";

/** What becomes of a robot that is set. */
export const robotMoves = [removeRobot] as const;

/** Every kind of event that a robot's history can hold. */
export const robotEvents = kindsOf([setRobot, testRobot, ...robotMoves]);

import { MINUTE } from "../../time/instants.ts";
import type { RobotKind } from "./words.ts";

const second = 1000;

/** How many messages a robot may send within how many milliseconds, by each platform's document. */
const paces: Readonly<Record<RobotKind, readonly { most: number; within: number }[]>> = {
  wecom: [{ most: 20, within: MINUTE }],
  dingtalk: [{ most: 20, within: MINUTE }],
  feishu: [
    { most: 100, within: MINUTE },
    { most: 5, within: second },
  ],
};

/** How long a message counts, in milliseconds. */
export const counted = MINUTE;

/** When a robot that sent at these moments, the oldest first, may send again: now, or later. All in milliseconds. */
export const freeAt = (kind: RobotKind, sent: readonly number[], now: number): number =>
  Math.max(
    now,
    ...paces[kind].map(({ most, within }) => {
      const before = sent.at(-most);
      return before === undefined ? now : before + within;
    }),
  );

/** How long to leave a robot alone that was told that it sends too much: DingTalk shuts it out for ten minutes. */
export const rest = (kind: RobotKind): number => (kind === "dingtalk" ? 10 : 1) * MINUTE;

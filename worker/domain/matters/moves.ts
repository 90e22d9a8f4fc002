import { clockMoved } from "../clocks/moved.ts";
import { openKindsOf } from "../kernel/happenings.ts";
import { acceptMatter } from "./accept.ts";
import { declineMatter } from "./decline.ts";
import { evaluateMatter } from "./evaluate.ts";
import { handedOver } from "./handed-over.ts";
import { lapseMatter } from "./lapse.ts";
import type { Matter } from "./matter.ts";
import { reportMatter } from "./report.ts";
import { resolveMatter } from "./resolve.ts";
import { showOutcomeAgain } from "./show-again.ts";
import { isPublic, withholdOutcome } from "./withhold.ts";

/** What caseworkers do with a matter, in the order in which it is offered. */
export const caseworkerMoves = [
  acceptMatter,
  resolveMatter,
  declineMatter,
  withholdOutcome,
  showOutcomeAgain,
] as const;

/** Those that a matter can take: only what is public can be taken down, and only what was taken down shown again. */
export const movesOf = (matter: Pick<Matter, "closure" | "withheldAt">) =>
  caseworkerMoves.filter(
    (move) =>
      (move !== withholdOutcome || isPublic(matter)) &&
      (move !== showOutcomeAgain || matter.withheldAt !== null),
  );

/** All that can become of a matter. */
export const matterMoves = [...caseworkerMoves, evaluateMatter, lapseMatter] as const;

/** Every kind of event that a matter's timeline can hold. */
export const matterEvents = openKindsOf([
  reportMatter,
  ...matterMoves,
  { events: { clockMoved, handedOver } },
]);

import { clockMoved } from "../clocks/moved.ts";
import { openKindsOf } from "../kernel/happenings.ts";
import { acceptMatter } from "./accept.ts";
import { addToMatter, followerAdded } from "./add.ts";
import { askExclusion } from "./ask-exclusion.ts";
import { askReview } from "./ask-review.ts";
import { callBackMatter } from "./call-back.ts";
import { grantExclusion, refuseExclusion } from "./decide-exclusion.ts";
import { grantExtension, refuseExtension } from "./decide-extension.ts";
import { grantPause, refusePause } from "./decide-pause.ts";
import { overturnReview, upholdReview } from "./decide-review.ts";
import { declineMatter } from "./decline.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { evaluateMatter } from "./evaluate.ts";
import { extendMatter } from "./extend.ts";
import { forgetReporter } from "./forget-reporter.ts";
import { handedOver } from "./handed-over.ts";
import { lapseMatter } from "./lapse.ts";
import { mainEvents, mergeMatter } from "./merge.ts";
import { noteProgress } from "./note.ts";
import { passOnMatter } from "./pass-on.ts";
import { pauseMatter } from "./pause.ts";
import { raiseMatter } from "./raise.ts";
import { raiseDue } from "./raise-due.ts";
import { recategoriseMatter } from "./recategorise.ts";
import { receiveMatter } from "./receive.ts";
import { registerMatter } from "./register.ts";
import { reportMatter } from "./report.ts";
import { resolveMatter } from "./resolve.ts";
import { keepPaused, resumeDue, resumeMatter } from "./resume.ts";
import { revokeExclusion } from "./revoke-exclusion.ts";
import { separateMatter } from "./separate.ts";
import { showOutcomeAgain } from "./show-again.ts";
import { splitMatter } from "./split.ts";
import { takeOverMatter } from "./take-over.ts";
import { urgeMatter } from "./urge.ts";
import { whistled } from "./whistled.ts";
import { withdrawMatter } from "./withdraw.ts";
import { withdrawExclusion } from "./withdraw-exclusion.ts";
import { withholdOutcome } from "./withhold.ts";

/** What caseworkers do with a matter, in the order in which it is offered. */
export const caseworkerMoves = [
  acceptMatter,
  grantExtension,
  refuseExtension,
  grantPause,
  refusePause,
  upholdReview,
  overturnReview,
  grantExclusion,
  refuseExclusion,
  resumeMatter,
  keepPaused,
  resolveMatter,
  noteProgress,
  passOnMatter,
  raiseMatter,
  callBackMatter,
  extendMatter,
  pauseMatter,
  takeOverMatter,
  recategoriseMatter,
  mergeMatter,
  separateMatter,
  splitMatter,
  urgeMatter,
  declineMatter,
  withholdOutcome,
  showOutcomeAgain,
  askExclusion,
  withdrawExclusion,
  revokeExclusion,
] as const;

/** All that can become of a matter. */
export const matterMoves = [
  ...caseworkerMoves,
  evaluateMatter,
  askReview,
  addToMatter,
  withdrawMatter,
  lapseMatter,
  raiseDue,
  resumeDue,
  forgetReporter,
] as const;

/** Every kind of event that a matter's timeline can hold. */
export const matterEvents = openKindsOf([
  reportMatter,
  registerMatter,
  receiveMatter,
  ...matterMoves,
  { events: { clockMoved, handedOver, whistled, followerAdded, ...dispatchedEvents, ...mainEvents } },
]);

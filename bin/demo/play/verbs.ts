import { dispatchMatter } from "../../../worker/domain/assignments/dispatch.ts";
import { acceptMatter } from "../../../worker/domain/matters/accept.ts";
import { callBackMatter } from "../../../worker/domain/matters/call-back.ts";
import { grantExtension, refuseExtension } from "../../../worker/domain/matters/decide-extension.ts";
import { grantPause, refusePause } from "../../../worker/domain/matters/decide-pause.ts";
import { declineMatter } from "../../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../../worker/domain/matters/evaluate.ts";
import { extendMatter } from "../../../worker/domain/matters/extend.ts";
import { mergeMatter } from "../../../worker/domain/matters/merge.ts";
import { noteProgress } from "../../../worker/domain/matters/note.ts";
import { passOnMatter } from "../../../worker/domain/matters/pass-on.ts";
import { pauseMatter } from "../../../worker/domain/matters/pause.ts";
import { raiseMatter } from "../../../worker/domain/matters/raise.ts";
import { recategoriseMatter } from "../../../worker/domain/matters/recategorise.ts";
import { resolveMatter } from "../../../worker/domain/matters/resolve.ts";
import { keepPaused, resumeMatter } from "../../../worker/domain/matters/resume.ts";
import { separateMatter } from "../../../worker/domain/matters/separate.ts";
import { splitMatter } from "../../../worker/domain/matters/split.ts";
import { takeOverMatter } from "../../../worker/domain/matters/take-over.ts";
import { urgeMatter } from "../../../worker/domain/matters/urge.ts";

/** What people do with a matter. */
export const verbs = {
  accept: acceptMatter,
  decline: declineMatter,
  raise: raiseMatter,
  resolve: resolveMatter,
  extend: extendMatter,
  grantExtension,
  refuseExtension,
  pause: pauseMatter,
  grantPause,
  refusePause,
  resume: resumeMatter,
  keep: keepPaused,
  evaluate: evaluateMatter,
  passOn: passOnMatter,
  takeOver: takeOverMatter,
  recategorise: recategoriseMatter,
  note: noteProgress,
  urge: urgeMatter,
  callBack: callBackMatter,
  merge: mergeMatter,
  separate: separateMatter,
  split: splitMatter,
  dispatch: dispatchMatter,
} as const;
export type Verb = keyof typeof verbs;

import {
  type Coming,
  comings,
  type FiledStage,
  type FilingState,
  filingStates,
} from "../../worker/domain/filings/states.ts";
import { formatDeadline, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { StateMark } from "../components/state.tsx";

type Stands = { state: FilingState; filedAt: string | null; dueAt: string | null };

const isLate = ({ filedAt, dueAt }: Stands): boolean => filedAt !== null && dueAt !== null && filedAt > dueAt;

/** Whether a month was filed, and whether in time. `dueAt`: by when it had to be. */
export const filingSaid = (filing: Stands): string =>
  filing.state === "open" ? filingStates.open : isLate(filing) ? "超期报备" : "按期报备";

export function FilingWord(filing: Stands) {
  const state = filing.state === "open" ? "waiting" : isLate(filing) ? "overdue" : "done";
  return <StateMark state={state}>{filingSaid(filing)}</StateMark>;
}

/** Whether somebody came, in a word. */
export function ComingWord({ coming }: { coming: Coming }) {
  const word = comings[coming];
  if (coming === "onTime") return <StateMark state="done">{word}</StateMark>;
  if (coming === "late" || coming === "absent") return <StateMark state="overdue">{word}</StateMark>;
  if (coming === "objecting") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}

/** When a stage was reached, or by when it must be, in words. `at`: the moment of which it is told. */
export function stageSaid(stage: FiledStage | undefined, at: string, now: Instant): string {
  if (!stage) return "不要求";
  const { metAt, dueAt, runs } = stage;
  if (metAt !== null) return formatMoment(metAt as Instant, now) + (metAt > dueAt ? "，超期" : "");
  if (!runs) return "期限已停止";
  return `应于${formatDeadline(dueAt as Instant, now)}${dueAt < at ? "，没有做到" : ""}`;
}

import { formatDueBy, formatMoment, formatSpan } from "../../worker/time/format.ts";
import { DAY, type Instant } from "../../worker/time/instants.ts";
import type { Child, Html } from "../html.ts";

/** Where something with a due time stands. */
export type State = "onTime" | "dueSoon" | "overdue" | "done" | "waiting";

const words: Record<State, string> = {
  onTime: "未到期",
  dueSoon: "将到期",
  overdue: "已超期",
  done: "已办结",
  waiting: "等待中",
};

const classes: Record<State, string> = {
  onTime: "mark mark-on-time",
  dueSoon: "mark mark-due-soon",
  overdue: "mark mark-overdue",
  done: "mark mark-done",
  waiting: "mark mark-waiting",
};

// Each state has its own shape: circle, triangle, block, tick, ring.
const shapes: Record<State, Html> = {
  onTime: <circle cx="8" cy="8" r="5" />,
  dueSoon: <path d="M8 2l6.5 12h-13z" />,
  overdue: <path d="M7 2h2l-.3 8H7.3zM7 12h2v2H7z" />,
  done: <path d="M2.5 8.5l3.5 4 7.5-9" class="stroked" />,
  waiting: <path d="M8 3a5 5 0 1 0 .01 0zM8 5.5V8l2 1.5" class="stroked" />,
};

/** A state by word, shape and colour. `children` replaces the usual word. */
export function StateMark(props: { state: State; children?: Child | undefined }) {
  return (
    <span class={classes[props.state]}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        {shapes[props.state]}
      </svg>
      {props.children ?? words[props.state]}
    </span>
  );
}

/**
 * By when something is due, and where that leaves it: `还剩4天 11月25日 18:00 前`, `已超期 2天3小时`. What has time
 * left carries no mark: those that have one stand out.
 * `metAt` is when it was done; `paused` stops the clock.
 */
export function DueBy(props: {
  at: Instant;
  now: Instant;
  metAt?: Instant | null | undefined;
  paused?: boolean | undefined;
  /** Milliseconds before `at` from which it is due soon; a day unless the rules say otherwise. */
  soon?: number | undefined;
}) {
  const { at, now, metAt } = props;
  if (metAt) return <Met at={at} metAt={metAt} now={now} />;
  const state = props.paused ? "waiting" : dueState(at, now, props.soon ?? DAY);
  return (
    <span class="due">
      {state === "onTime" ? (
        leftWord(at, now)
      ) : (
        <StateMark state={state}>{dueWord(state, at, now)}</StateMark>
      )}{" "}
      <time datetime={at}>
        {state === "overdue" && "应于"}
        {state === "waiting" && "原定"}
        {formatDueBy(at, now)}
      </time>
    </span>
  );
}

function Met(props: { at: Instant; metAt: Instant; now: Instant }) {
  const late = Date.parse(props.metAt) > Date.parse(props.at);
  return (
    <span class="due">
      <StateMark state="done">{late ? "超期办结" : "按期办结"}</StateMark>{" "}
      <time datetime={props.metAt}>{formatMoment(props.metAt, props.now)}</time>
    </span>
  );
}

/** Where a due time stands, all in milliseconds of one clock. Due at the very instant is still in time. */
export function dueState(at: Instant, now: Instant, within: number): "onTime" | "dueSoon" | "overdue" {
  const left = Date.parse(at) - Date.parse(now);
  if (left < 0) return "overdue";
  return left <= within ? "dueSoon" : "onTime";
}

/** `还剩4天`, within a day `还剩5小时20分钟`. */
function leftWord(at: Instant, now: Instant): string {
  const left = Date.parse(at) - Date.parse(now);
  return `还剩${left < DAY ? formatSpan(left) : `${Math.floor(left / DAY)}天`}`;
}

function dueWord(state: State, at: Instant, now: Instant): string | undefined {
  if (state === "waiting") return "已挂起，暂停计时";
  if (state === "overdue") return `已超期 ${formatSpan(Date.parse(now) - Date.parse(at))}`;
  return undefined;
}

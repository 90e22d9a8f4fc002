import type { Conflict, ConflictState } from "../../worker/domain/errors.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt, typed } from "./attempt.ts";
import { ErrorSummary } from "./form.tsx";
import { ConflictNotice } from "./notice.tsx";

/** A form that corrects a record, as it was sent and came back. */
export type Came = (Attempt & { conflict: Conflict | null }) | undefined;

/** How such a form stands: what was typed or what the record says, and the revision that saving it is made for. */
export function correcting(
  came: Came,
  record: { revision: number },
  values: Attempt["values"],
  /** What people read for a value that was chosen. */
  words: (name: string, value: string) => string = (_name, value) => value,
) {
  // A refusal that names no revision can't be overcome by saving again; its words are in the problems.
  const conflict = came?.conflict?.current.revision === undefined ? undefined : came.conflict.current;
  const form = came ?? attempt(values);
  const opened = Number(typed(form, "revision")) || record.revision;
  const clashes = (conflict?.fields ?? [])
    .map(({ name, label, value }) => ({
      label,
      current: value,
      typed: words(name, typed(form, name)) || "无",
    }))
    .filter(({ current, typed }) => current !== typed);
  return { form, conflict, clashes, revision: conflict?.revision ?? opened };
}

/** What stands above such a form: who was faster, or what is wrong. */
export function Clashing(props: {
  now: Instant;
  form: Attempt;
  conflict: ConflictState | undefined;
  clashes: Parameters<typeof ConflictNotice>[0]["clashes"];
}) {
  const { now, form, conflict, clashes } = props;
  if (conflict === undefined) return <ErrorSummary problems={form.problems} />;
  const { changedBy = "别人", changedAt = now } = conflict;
  return <ConflictNotice by={changedBy} at={changedAt as Instant} now={now} clashes={clashes} />;
}

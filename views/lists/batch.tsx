import { Button } from "../components/button.tsx";
import { idempotencyField } from "../components/form.tsx";
import { keyOf } from "../components/submit.ts";
import type { WorkListProps } from "../components/work.ts";
import { type Frame, link } from "../layout/frame.ts";

/** A form around the rows of a list, with one act on all that are chosen; nothing for whoever may not. */
export function batch(
  { frame, mayAct, idempotencyKey }: { frame: Frame; mayAct: boolean; idempotencyKey: string },
  path: string,
  label: string,
): WorkListProps["batch"] {
  if (!mayAct) return undefined;
  return {
    action: link(frame, path),
    hidden: <input type="hidden" name={idempotencyField} value={keyOf(idempotencyKey, "batch")} />,
    acts: [<Button>{label}</Button>],
  };
}

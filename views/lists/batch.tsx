import { Button } from "../components/button.tsx";
import { idempotencyField } from "../components/form.tsx";
import type { WorkListProps } from "../components/work.ts";
import { type Frame, link } from "../layout/frame.ts";

/** A form around the rows of a list, with one act on all that are chosen; nothing where there is no key for it. */
export function batch(
  { frame, batchKey }: { frame: Frame; batchKey: string | null },
  path: string,
  label: string,
): WorkListProps["batch"] {
  if (batchKey === null) return undefined;
  return {
    action: link(frame, path),
    hidden: <input type="hidden" name={idempotencyField} value={batchKey} />,
    acts: [<Button>{label}</Button>],
  };
}

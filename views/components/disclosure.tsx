import type { Child } from "../html.ts";

/** What most people don't need now, one tap away. Open it when something inside was filled in or is wrong. */
export function Disclosure(props: {
  summary: string;
  open?: boolean | undefined;
  id?: string | undefined;
  children: Child;
}) {
  return (
    <details id={props.id} class="disclosure" open={props.open}>
      <summary>{props.summary}</summary>
      <div class="disclosed">{props.children}</div>
    </details>
  );
}

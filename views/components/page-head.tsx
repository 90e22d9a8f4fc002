import type { Child } from "../html.ts";

/** The page's one h1, a sentence of what it is for, and its main action. */
export function PageHead(props: { title: Child; lead?: Child; action?: Child }) {
  return (
    <div class="head">
      <div>
        <h1>{props.title}</h1>
        {props.lead && <p>{props.lead}</p>}
      </div>
      {props.action}
    </div>
  );
}

import type { Child } from "../html.ts";

/** What there is, and the form that adds to it: beside it where there is room, below it on a phone. */
export function Beside(props: { form: Child; children: Child }) {
  if (!props.form) return props.children;
  return (
    <div class="with-side">
      <div class="stack">{props.children}</div>
      {props.form}
    </div>
  );
}

/** Leads to the form below a list, where it isn't beside it. */
export function ToForm(props: { href: `#${string}`; children: Child }) {
  return (
    <a class="button to-form" href={props.href}>
      {props.children}
    </a>
  );
}

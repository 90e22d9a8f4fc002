import type { Child } from "../html.ts";
import type { HtmxAttributes } from "../htmx.ts";

/** One primary per page: the thing to do. Danger is for what loses something. */
export type ButtonKind = "primary" | "secondary" | "danger";

const classes: Record<ButtonKind, string> = {
  primary: "button button-primary",
  secondary: "button",
  danger: "button button-danger",
};

/** Submits its form. `name` and `value` say which of several buttons was pressed. */
export function Button(props: {
  /** htmx gives the focus back to the control with the same id. */
  id?: string | undefined;
  kind?: ButtonKind | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** The id of the form, when the button stands outside it. */
  form?: string | undefined;
  /** Another address than the form's, already linked. */
  formaction?: string | undefined;
  /** Skips checks of what was typed, for 取消 and 存草稿. */
  formnovalidate?: boolean | undefined;
  htmx?: HtmxAttributes | undefined;
  children: Child;
}) {
  const { kind = "secondary", htmx, children, ...rest } = props;
  return (
    <button type="submit" class={classes[kind]} {...rest} {...htmx}>
      {children}
    </button>
  );
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function LinkButton(props: {
  href: string;
  kind?: ButtonKind | undefined;
  /** As wide as the page: the one thing most people came for. */
  large?: boolean | undefined;
  /** Opens beside this page, because this one holds something unsaved. The words must say so: 在新页面… */
  apart?: boolean | undefined;
  htmx?: HtmxAttributes | undefined;
  children: Child;
}) {
  return (
    <a
      class={[classes[props.kind ?? "secondary"], props.large && "button-large"]}
      href={props.href}
      target={props.apart && "_blank"}
      rel={props.apart && "noopener"}
      {...props.htmx}
    >
      {props.children}
    </a>
  );
}

/** Buttons side by side, wrapping on a phone. The first is the primary one. */
export function Actions(props: { children: Child }) {
  return <div class="actions">{props.children}</div>;
}

import type { HtmxAttributes } from "../htmx.ts";
import { type Attempt, attempt } from "./attempt.ts";

/** The form of a page that did not go through, by name, as it was sent. */
export type Failed<Name extends string> = { form: Name; attempt: Attempt };

/** How one form of a page stands: as it was sent if it failed, otherwise with the values it begins with. */
export function attemptOf<Name extends string>(
  failed: Failed<Name> | undefined,
  form: Name,
  beginning: Attempt["values"] = {},
): Attempt {
  return failed?.form === form ? failed.attempt : attempt(beginning);
}

/**
 * The idempotency key of one of several forms on a page: a key stands for one submit of one form, and a form
 * that is shown again keeps its own.
 */
export function keyOf(idempotencyKey: string, form: string): string {
  return `${idempotencyKey.split("_")[0]}_${form}`;
}

const menuToo = { "hx-select-oob": "#waiting-rail,#waiting-dock" } as const;

/**
 * Sends a form without leaving the page: the answer's content takes the place of this page's, and what waits then is said
 * in the menu. `show` is the selector of what then stands at the top of the window; without it the page stays where it
 * was scrolled to.
 */
export function intoMain(action: string, show?: `#${string}`): HtmxAttributes {
  const swap = show === undefined ? "outerHTML" : (`outerHTML show:top showTarget:${show}` as const);
  return { "hx-post": action, "hx-target": "#main", "hx-select": "#main", "hx-swap": swap, ...menuToo };
}

/** Loads one part of the page again and leaves the rest, with what is typed there, as it is. */
export const reloading = (href: string, part: `#${string}`): HtmxAttributes => ({
  "hx-get": href,
  "hx-target": part,
  "hx-select": part,
  "hx-swap": "outerHTML",
});

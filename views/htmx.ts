/**
 * The htmx 4 attributes pages may use, typed. Inheritance is explicit in htmx 4: a parent hands an attribute
 * down only with the `:inherited` modifier. `hx-on` and `js:` values are absent: the content security policy
 * runs neither.
 */

type Time = `${number}ms` | `${number}s` | `${number}m`;

export type SwapStyle =
  | "innerHTML"
  | "outerHTML"
  | "outerSync"
  | "innerMorph"
  | "outerMorph"
  | "textContent"
  | "before"
  | "beforebegin"
  | "prepend"
  | "afterbegin"
  | "append"
  | "beforeend"
  | "after"
  | "afterend"
  | "delete"
  | "none";

type SwapModifier =
  | "swap"
  | "settle"
  | "transition"
  | "ignoreTitle"
  | "scroll"
  | "show"
  | "scrollTarget"
  | "showTarget"
  | "strip"
  | "focusScroll"
  | "swapEmpty"
  | "target";

/** A swap style with modifiers after it: `outerHTML show:top`. */
export type Swap = SwapStyle | `${SwapStyle} ${SwapModifier}:${string}`;

type SyncStrategy = "drop" | "abort" | "replace" | "queue first" | "queue last" | "queue all";
type Polling = `every ${Time}`;

/** Attributes that mean something on the element that carries them and are not handed down. */
type OwnAttributes = {
  "hx-get": string;
  "hx-post": string;
  "hx-put": string;
  "hx-patch": string;
  /** Does not send the enclosing form: add `hx-include="closest form"` when it should. */
  "hx-delete": string;
  /** An event with modifiers, or polling. Filters in brackets need eval, which the policy forbids. */
  "hx-trigger": Polling | (string & {});
  /** Out of band: swapped after the main swap. */
  "hx-swap-oob": "true" | Swap | `${SwapStyle}:${string}`;
  /** Kept across swaps; the element needs an id. */
  "hx-preserve": true;
  /** Nothing inside is processed by htmx. */
  "hx-ignore": true;
  "hx-morph-skip": true;
  "hx-morph-skip-children": true;
  /** The element that history restores instead of the body. */
  "hx-history-elt": true;
};

/** Attributes a parent may hand down with `:inherited`, and a child may extend with `:append`. */
type InheritableAttributes = {
  "hx-target": string;
  "hx-swap": Swap;
  "hx-select": string;
  "hx-select-oob": string;
  "hx-include": string;
  /** JSON or `name:value`; static values only. */
  "hx-vals": string;
  "hx-headers": string;
  "hx-confirm": string;
  "hx-indicator": string;
  /** Elements disabled while the request runs (`hx-disabled-elt` of htmx 2). */
  "hx-disable": string;
  "hx-sync": SyncStrategy | `${string}:${SyncStrategy}`;
  "hx-push-url": string | true;
  "hx-replace-url": string | true;
  "hx-boost": "true" | "false" | (string & {});
  "hx-encoding": "multipart/form-data";
  "hx-validate": "true" | "false";
  /** Request options, such as `timeout:5s`. */
  "hx-config": string;
};

type Absent = undefined | null | false;
type Optional<T> = { [K in keyof T]?: T[K] | Absent };
type Inherited<T> = { [K in keyof T as `${K & string}:inherited`]?: T[K] | Absent };
type Appended<T> = {
  [K in keyof T as `${K & string}:append` | `${K & string}:inherited:append`]?: T[K] | Absent;
};

export type HtmxAttributes = Optional<OwnAttributes & InheritableAttributes> &
  Inherited<InheritableAttributes> &
  Appended<
    Pick<InheritableAttributes, "hx-include" | "hx-vals" | "hx-headers" | "hx-indicator" | "hx-disable">
  > & {
    /** What happens on a status: `{...{"hx-status:422": "target:#problems"}}` (JSX cannot spell the name). */
    [name: `hx-status:${string}`]: string | Absent;
  } & {
    // The compiler checks hyphenated JSX names only when they are spelled out; the factory refuses the rest.
    [K in
      | `hx-on:${"click" | "change" | "input" | "keydown" | "keyup" | "load" | "submit"}`
      | "hx-on"]?: never;
  };

const inheritable = [
  "target",
  "swap",
  "select",
  "select-oob",
  "include",
  "vals",
  "headers",
  "confirm",
  "indicator",
  "disable",
  "sync",
  "push-url",
  "replace-url",
  "boost",
  "encoding",
  "validate",
  "config",
];

const own = [
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "trigger",
  "swap-oob",
  "preserve",
  "ignore",
  "morph-skip",
  "morph-skip-children",
  "history-elt",
];

const names = new RegExp(
  `^hx-(?:(?:${own.join("|")})|(?:${inheritable.join("|")})(?::inherited)?(?::append)?|status:[1-5][0-9x]{2}(?::inherited)?)$`,
);

/** Whether htmx 4 knows the attribute and the content security policy lets it work. */
export function isHtmxAttribute(name: string): boolean {
  return names.test(name);
}

/**
 * The content of `<meta name="htmx-config">`: no styles injected, no second attribute prefix, and going back
 * reloads the page, so that what is shown is what the server says now.
 */
export const htmxConfig = JSON.stringify({ includeIndicatorCSS: false, prefix: "", history: "reload" });

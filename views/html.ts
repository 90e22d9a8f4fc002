import { createElement } from "typed-html";
import { attributesOf, escapeText } from "./attributes.ts";
import type { Elements } from "./elements.ts";

let trusted: (markup: string) => Html;
let markupOf: (html: Html) => string;

/** Finished markup. Only the factory and `raw` make it; a plain string is text and is always escaped. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static {
    trusted = (markup) => new Html(markup);
    markupOf = (html) => html.#markup;
  }
}

/** What may stand between tags. Nothing is shown for null, undefined and booleans. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[];

/** Markup taken as it is: the only way around escaping. Never hand it anything a person typed. */
export function raw(html: string): Html {
  return trusted(html);
}

/** The markup of a fragment. */
export function render(html: Html): string {
  return markupOf(html);
}

/** The markup of a whole page, document type first. */
export function renderPage(html: Html): string {
  return `<!doctype html>${markupOf(html)}`;
}

type Props = Record<string, unknown> & { children?: Child };
type Component = (props: Props) => Child;

/** The JSX factory. Throws TypeError on elements and attributes a page may not use. */
export function jsx(type: string | Component, props: Props): Html {
  if (typeof type === "string") return element(type, props);
  const made = type(props);
  return made instanceof Html ? made : trusted(content(made));
}

export { jsx as jsxs };

export function Fragment(props: { children?: Child }): Html {
  return trusted(content(props.children));
}

// Types for the compiler only; nothing of this namespace runs.
export declare namespace JSX {
  type Element = Html;
  type ElementType = keyof Elements | ((props: never) => Child);
  type IntrinsicElements = Elements;
  interface ElementChildrenAttribute {
    children: unknown;
  }
}

const refusedTags =
  /^(?:animate|animatemotion|animatetransform|applet|base|embed|foreignobject|frame|frameset|iframe|noembed|noframes|object|param|plaintext|set|style|xmp)$/i;

function element(tag: string, props: Props): Html {
  const end = ends.get(tag) ?? learnt(tag);
  const inner = contentOf(tag, props);
  // A void element that is given content is closed, as any other: whoever wrote it should see it.
  return trusted(`<${tag}${attributesOf(tag, props)}>${inner}${inner === "" ? end : `</${tag}>`}`);
}

/** What ends each element that pages have used so far: nothing, where it is void. */
const ends = new Map<string, string>();

/** typed-html knows which elements are void; names with capitals (`clipPath`) it would write `clip-path`, and none is. */
function learnt(tag: string): string {
  if (!/^[a-z][a-zA-Z0-9-]*$/.test(tag) || refusedTags.test(tag)) {
    throw new TypeError(`not an element pages use: ${JSON.stringify(tag)}`);
  }
  const end = /[A-Z]/.test(tag) ? `</${tag}>` : createElement(tag, {}).replace(/^[^>]*>/, "");
  ends.set(tag, end);
  return end;
}

function contentOf(tag: string, props: Props): string {
  const inner = content(props.children);
  if (tag === "script" && inner !== "") throw new TypeError("<script> loads a file; it has no content");
  // Parsers drop the first newline of these, so that what was typed would come back shorter.
  if ((tag === "textarea" || tag === "pre") && inner.startsWith("\n")) return `\n${inner}`;
  return inner;
}

function content(child: Child): string {
  if (typeof child === "string") return escapeText(child);
  if (typeof child === "number") return String(child);
  if (child instanceof Html) return markupOf(child);
  if (Array.isArray(child)) return listed(child);
  if (child === null || child === undefined || typeof child === "boolean") return "";
  throw new TypeError("content is markup, text, a number or a list of them");
}

function listed(children: readonly Child[]): string {
  let markup = "";
  for (const child of children) markup += content(child);
  return markup;
}

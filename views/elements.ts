/**
 * The types of elements and attributes in JSX: typed-html's, loosened to how pages are written (booleans are
 * booleans, numbers may be numbers, conditions may be false) and without what the content security policy
 * forbids: handlers, `style`, frames and embedded objects.
 */
import type {} from "typed-html";
import type { Child } from "./html.ts";
import type { HtmxAttributes } from "./htmx.ts";

type Absent = undefined | null | false;

/** One class, or several of which some may be conditions. */
export type ClassValue = string | readonly (string | Absent)[];

type BooleanAttribute =
  | "allowfullscreen"
  | "async"
  | "autofocus"
  | "autoplay"
  | "checked"
  | "controls"
  | "default"
  | "defer"
  | "disabled"
  | "ismap"
  | "loop"
  | "multiple"
  | "novalidate"
  | "open"
  | "readonly"
  | "required"
  | "reversed"
  | "selected";

type RefusedAttribute = `on${string}` | "style" | "srcdoc" | "acceptCharset" | "httpEquiv" | "hidden";

type AttributeValue<K> = K extends BooleanAttribute
  ? boolean
  : K extends "class"
    ? ClassValue
    : K extends "draggable" | "spellcheck"
      ? "true" | "false"
      : string | number;

type Loosened<T> = {
  [K in keyof T as K extends RefusedAttribute ? never : K]?: AttributeValue<K> | Absent;
};

type GlobalAttributes = {
  hidden?: boolean | "until-found" | Absent;
  inert?: boolean | Absent;
  popover?: "auto" | "manual" | Absent;
  inputmode?: "none" | "text" | "decimal" | "numeric" | "tel" | "search" | "email" | "url" | Absent;
  enterkeyhint?: "enter" | "done" | "go" | "next" | "previous" | "search" | "send" | Absent;
  autofocus?: boolean | Absent;
  [name: `aria-${string}`]: string | number | boolean | Absent;
  [name: `data-${string}`]: string | number | boolean | Absent;
};

type Attributes<T, Extra = unknown> = Loosened<T> & GlobalAttributes & HtmxAttributes & Extra;

/** An element with content. */
type Filled<T, Extra = unknown> = Attributes<T, Extra> & { children?: Child };
/** An element that cannot have content. */
type Void<T, Extra = unknown> = Attributes<T, Extra> & { children?: never };

type Submits = {
  form?: string | Absent;
  formaction?: string | Absent;
  formmethod?: "get" | "post" | Absent;
  formnovalidate?: boolean | Absent;
  popovertarget?: string | Absent;
  popovertargetaction?: "show" | "hide" | "toggle" | Absent;
};

type Written = {
  autocomplete?: string | Absent;
  minlength?: number | Absent;
  maxlength?: number | Absent;
};

type RefusedElement =
  | "base"
  | "bb"
  | "commands"
  | "embed"
  | "iframe"
  | "keygen"
  | "object"
  | "param"
  | "rb"
  | "rtc"
  | "style";
type VoidElement =
  | "area"
  | "br"
  | "col"
  | "hr"
  | "img"
  | "input"
  | "link"
  | "meta"
  | "source"
  | "track"
  | "wbr";
type SpecialElement =
  | "button"
  | "details"
  | "form"
  | "html"
  | "input"
  | "img"
  | "link"
  | "meta"
  | "script"
  | "select"
  | "textarea";

type TypedHtml = globalThis.JSX.IntrinsicElements;
type Ordinary = {
  [K in Exclude<keyof TypedHtml, RefusedElement | SpecialElement | VoidElement>]: Filled<TypedHtml[K]>;
} & {
  [K in Exclude<VoidElement, SpecialElement>]: Void<TypedHtml[K]>;
};

type Special = {
  button: Filled<
    Omit<TypedHtml["button"], "type">,
    Submits & { type?: "submit" | "button" | "reset" | Absent }
  >;
  details: Filled<TypedHtml["details"], { name?: string | Absent }>;
  form: Filled<
    Omit<TypedHtml["form"], "method" | "enctype">,
    {
      method?: "get" | "post" | "dialog" | Absent;
      enctype?: "multipart/form-data" | "application/x-www-form-urlencoded" | Absent;
      "accept-charset"?: "utf-8" | Absent;
    }
  >;
  html: Filled<TypedHtml["html"]>;
  input: Void<
    TypedHtml["input"],
    Submits & Written & { capture?: "user" | "environment" | Absent; list?: string | Absent }
  >;
  img: Void<
    TypedHtml["img"],
    { alt: string; loading?: "lazy" | "eager" | Absent; decoding?: "async" | "sync" | Absent }
  >;
  link: Void<TypedHtml["link"], { as?: string | Absent }>;
  meta: Void<TypedHtml["meta"], { "http-equiv"?: string | Absent; media?: string | Absent }>;
  script: Void<TypedHtml["script"], { src: string }>;
  select: Filled<TypedHtml["select"], { autocomplete?: string | Absent }>;
  textarea: Filled<TypedHtml["textarea"], Written>;
};

type HtmlTag = globalThis.JSX.HtmlTag;

/** Elements younger than typed-html, and htmx's wrapper for a part of a response. */
type Younger = {
  dialog: Filled<HtmlTag, { open?: boolean | Absent }>;
  hgroup: Filled<HtmlTag>;
  picture: Filled<HtmlTag>;
  search: Filled<HtmlTag>;
  summary: Filled<HtmlTag>;
  "hx-partial": Filled<HtmlTag>;
};

type Length = number | string;
type SvgAttributes = GlobalAttributes & {
  id?: string | Absent;
  class?: ClassValue | Absent;
  role?: string | Absent;
  tabindex?: number | Absent;
  transform?: string | Absent;
  fill?: string | Absent;
  "fill-opacity"?: number | Absent;
  "fill-rule"?: "nonzero" | "evenodd" | Absent;
  stroke?: string | Absent;
  "stroke-width"?: Length | Absent;
  "stroke-linecap"?: "butt" | "round" | "square" | Absent;
  "stroke-linejoin"?: "miter" | "round" | "bevel" | Absent;
  "stroke-dasharray"?: string | Absent;
  opacity?: number | Absent;
  "vector-effect"?: "non-scaling-stroke" | Absent;
  "clip-path"?: string | Absent;
  children?: Child;
};

type Drawn<Geometry extends string> = SvgAttributes & { [K in Geometry]?: Length | Absent };

/** What server-drawn pictures need of SVG. Colours come from classes: presentation attributes know no tokens. */
type Svg = {
  svg: Drawn<"width" | "height" | "x" | "y"> & {
    viewBox?: string | Absent;
    preserveAspectRatio?: string | Absent;
    xmlns?: "http://www.w3.org/2000/svg" | Absent;
    focusable?: "false" | Absent;
  };
  g: SvgAttributes;
  defs: SvgAttributes;
  desc: SvgAttributes;
  symbol: Drawn<"x" | "y" | "width" | "height"> & { viewBox?: string | Absent };
  use: Drawn<"x" | "y" | "width" | "height"> & { href: `#${string}` };
  path: SvgAttributes & { d: string };
  rect: Drawn<"x" | "y" | "width" | "height" | "rx" | "ry">;
  circle: Drawn<"cx" | "cy" | "r">;
  ellipse: Drawn<"cx" | "cy" | "rx" | "ry">;
  line: Drawn<"x1" | "y1" | "x2" | "y2">;
  polyline: SvgAttributes & { points: string };
  polygon: SvgAttributes & { points: string };
  text: Drawn<"x" | "y" | "dx" | "dy"> & {
    "text-anchor"?: "start" | "middle" | "end" | Absent;
    "dominant-baseline"?: string | Absent;
    "font-size"?: Length | Absent;
    "font-weight"?: Length | Absent;
  };
  tspan: Drawn<"x" | "y" | "dx" | "dy">;
  clipPath: SvgAttributes;
  linearGradient: Drawn<"x1" | "y1" | "x2" | "y2">;
  stop: SvgAttributes & { offset: Length; "stop-color"?: string | Absent };
  pattern: Drawn<"x" | "y" | "width" | "height"> & { patternUnits?: string | Absent };
  marker: Drawn<"refX" | "refY" | "markerWidth" | "markerHeight"> & { viewBox?: string | Absent };
};

export type Elements = Ordinary & Special & Younger & Svg;

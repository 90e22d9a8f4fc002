import { isHtmxAttribute } from "./htmx.ts";

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

/** Most texts have none of these, nor a NUL, and are used as they are. */
const special = /[&<>"'\r]/;

/**
 * Text as HTML, for content and for quoted attribute values alike. A carriage return is written as an entity
 * because parsers turn a bare one into a line feed; NUL cannot be written at all and becomes U+FFFD.
 */
export function escapeText(text: string): string {
  if (!special.test(text) && !text.includes("\0")) return text;
  return text.replace(/[&<>"'\r]/g, (found) => entities[found] ?? found).replaceAll("\0", "\uFFFD");
}

/** The attributes of a start tag, each with a leading space. Throws TypeError on names a page may not use. */
export function attributesOf(tag: string, props: Record<string, unknown>): string {
  let markup = "";
  for (const name in props) {
    if (name !== "children") markup += attribute(tag, name, props[name]);
  }
  return markup;
}

function attribute(tag: string, name: string, value: unknown): string {
  if (!accepted.has(name)) refuseName(tag, name);
  const text = valueText(tag, name, value);
  if (text === undefined) return "";
  if (text === true) return ` ${name}`;
  if (name.startsWith("hx-") && /^\s*(?:js|javascript)\s*:/i.test(text)) {
    throw new TypeError(`<${tag}> ${name}: htmx would run this value as a script`);
  }
  return ` ${name}="${escapeText(isUrl(name) ? safeUrl(tag, text) : text)}"`;
}

const namePattern = /^(?:[a-zA-Z][a-zA-Z0-9-]*|xlink:href|xml:lang|xmlns:xlink|hx-[a-z0-9:-]+)$/;
/** Names that were looked at before: pages use the same few over and over. */
const accepted = new Set<string>();
const refused = new Set(["style", "srcdoc", "srcset", "imagesrcset", "ping"]);

function refuseName(tag: string, name: string): void {
  const lower = name.toLowerCase();
  if (!namePattern.test(name))
    throw new TypeError(`<${tag}>: not an attribute name: ${JSON.stringify(name)}`);
  if (lower.startsWith("on") || refused.has(lower) || lower.startsWith("data-hx-")) {
    throw new TypeError(`<${tag}> ${name}: the content security policy forbids it`);
  }
  if (lower.startsWith("hx-") && !isHtmxAttribute(name)) {
    throw new TypeError(`<${tag}> ${name}: not an attribute of htmx 4 that pages use`);
  }
  accepted.add(name);
}

/** The aria states whose `false` says something other than their absence. */
const tellingFalse = new Set(["aria-expanded", "aria-pressed", "aria-checked", "aria-selected"]);

/** The attribute's text; true for a bare attribute; undefined for none. */
function valueText(tag: string, name: string, value: unknown): string | true | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === false) return tellingFalse.has(name) ? "false" : undefined;
  if (value === true) return name.startsWith("aria-") || name.startsWith("hx-") ? "true" : true;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (name === "class" && Array.isArray(value)) return value.filter(Boolean).join(" ") || undefined;
  throw new TypeError(`<${tag}> ${name}: an attribute is text, a number or a boolean`);
}

const urlNames = new Set([
  "action",
  "background",
  "cite",
  "data",
  "formaction",
  "href",
  "hx-delete",
  "hx-get",
  "hx-patch",
  "hx-post",
  "hx-push-url",
  "hx-push-url:inherited",
  "hx-put",
  "hx-replace-url",
  "hx-replace-url:inherited",
  "longdesc",
  "manifest",
  "poster",
  "src",
  "xlink:href",
]);

function isUrl(name: string): boolean {
  return urlNames.has(name.toLowerCase());
}

const schemes = new Set(["http", "https", "mailto", "tel"]);
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=]*$/i;

/** The address if a page may link to it, otherwise "#". Relative addresses, http(s), mailto and tel pass. */
function safeUrl(tag: string, url: string): string {
  const scheme = schemeOf(url);
  if (scheme === undefined || schemes.has(scheme)) return url;
  return tag === "img" && picture.test(url) ? url : "#";
}

/** Reads the scheme as browsers do: leading blanks and controls, and tabs and newlines anywhere, don't count. */
function schemeOf(url: string): string | undefined {
  let start = 0;
  while (start < url.length && url.charCodeAt(start) <= 0x20) start++;
  const read = url.slice(start).replace(/[\t\n\r]/g, "");
  return /^([a-z][a-z0-9+.-]*):/i.exec(read)?.[1]?.toLowerCase();
}

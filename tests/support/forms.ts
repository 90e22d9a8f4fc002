import { parse } from "parse5";
import { attribute, type Element, named } from "../views/parsed.ts";

/** A form of a page as a browser would send it when nobody typed anything: where to, and its hidden fields. */
export interface PageForm {
  action: string;
  hidden: Record<string, string>;
}

/** The forms of a page that change something. */
export function formsIn(html: string): PageForm[] {
  return named(parse(html), "form")
    .filter((form) => attribute(form, "method") === "post")
    .map((form) => ({ action: attribute(form, "action") ?? "", hidden: hiddenIn(form) }));
}

/** The form of a page that is sent to an address ending so. */
export function formTo(html: string, end: string): PageForm {
  const found = formsIn(html).find(({ action }) => action.endsWith(end));
  if (!found) throw new Error(`no form leads to ${end}`);
  return found;
}

const hiddenIn = (form: Element): Record<string, string> =>
  Object.fromEntries(
    named(form, "input")
      .filter((input) => attribute(input, "type") === "hidden")
      .map((input) => [attribute(input, "name") ?? "", attribute(input, "value") ?? ""]),
  );

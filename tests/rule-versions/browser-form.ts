import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { Fields } from "../support/visitor.ts";
import { attribute, byId, type Element, elements, named, text } from "../views/parsed.ts";

/** A form of a page as a browser has it: its address, and what it sends when a button is pressed. */
export interface BrowserForm {
  action: string;
  fields: Fields;
  /** Names and values of the buttons that do something of their own. */
  buttons: readonly { name: string; value: string }[];
}

/** The form `#item` of a page with every control as the browser would send it, untouched. */
export function itemForm(html: string): BrowserForm {
  const form = byId(parse(html), "item");
  if (!form) throw new Error("no form on this page");
  const fields: Record<string, string[]> = {};
  for (const element of elements(form)) {
    const name = attribute(element, "name");
    const values = name === undefined ? [] : sentBy(element);
    if (name !== undefined && values.length > 0) fields[name] = [...(fields[name] ?? []), ...values];
  }
  const buttons = named(form, "button").flatMap((button) => {
    const name = attribute(button, "name");
    return name === undefined ? [] : [{ name, value: attribute(button, "value") ?? "" }];
  });
  return { action: attribute(form, "action") ?? "", fields, buttons };
}

/** What one control sends: an unticked box nothing, a select its first option where none is chosen. */
function sentBy(element: Element): string[] {
  if (attribute(element, "disabled") !== undefined) return [];
  const value = attribute(element, "value");
  switch (element.tagName) {
    case "input": {
      const type = attribute(element, "type") ?? "text";
      if (type !== "checkbox" && type !== "radio") return [value ?? ""];
      return attribute(element, "checked") === undefined ? [] : [value ?? "on"];
    }
    case "textarea":
      return [text(element as DefaultTreeAdapterTypes.ParentNode).replaceAll("\n", "\r\n")];
    case "select": {
      const options = named(element, "option");
      const chosen =
        options.filter((option) => attribute(option, "selected") !== undefined).at(-1) ?? options[0];
      return chosen ? [attribute(chosen, "value") ?? text(chosen)] : [];
    }
    default:
      return [];
  }
}

import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";
import { type Html, render, renderPage } from "../../views/html.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** The markup as an HTML parser reads it inside a body. */
export function fragment(html: Html): Parent {
  return parseFragment(render(html));
}

/** A whole page as an HTML parser reads it. */
export function page(html: Html): Parent {
  return parse(renderPage(html));
}

/** Every element below, in document order. */
export function elements(parent: Parent): Element[] {
  return parent.childNodes.flatMap((node) => ("tagName" in node ? [node, ...elements(node)] : []));
}

export function named(parent: Parent, tag: string): Element[] {
  return elements(parent).filter((element) => element.tagName === tag);
}

/** The only element of that tag; throws when there are none or several. */
export function only(parent: Parent, tag: string): Element {
  const [found, ...others] = named(parent, tag);
  if (found === undefined || others.length > 0)
    throw new Error(`expected one <${tag}>, not ${others.length + 1}`);
  return found;
}

export function attribute(element: Element, name: string): string | undefined {
  const found = element.attrs.find(
    (attr) => (attr.prefix ? `${attr.prefix}:${attr.name}` : attr.name) === name,
  );
  return found?.value;
}

/** All text below, as a reader would get it. */
export function text(node: Node | Parent): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value;
  return "childNodes" in node ? node.childNodes.map(text).join("") : "";
}

export function byId(parent: Parent, id: string): Element | undefined {
  return elements(parent).find((element) => attribute(element, "id") === id);
}

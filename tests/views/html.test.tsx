import { parseFragment } from "parse5";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsx, raw, render, renderPage } from "../../views/html.ts";

const { childNodes } = parseFragment("<p>x</p>");
test("smoke", () => {
  expect(childNodes.length).toBe(1);
  expect(render(<p class="a">a&lt;{"<b>"}{1}{null}</p>)).toBe('<p class="a">a&lt;&lt;b&gt;1</p>');
});

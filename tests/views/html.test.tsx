import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Child } from "../../views/html.ts";
import { jsx, raw, render, renderPage } from "../../views/html.ts";
import { attribute, elements, fragment, only, text } from "./parsed.ts";

/** A tag nobody checked, as it would come from spread props or a careless cast. */
const make = (tag: string, props: Record<string, unknown>) => jsx(tag, props);

const fragments = [
  "<script>alert(1)</script>",
  "</p><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)",
  "&lt;b&gt;",
  "&amp;quot;",
  "<!--",
  "-->",
  "]]>",
  "</textarea><script>",
  "</title>",
  "</noscript><b>",
  "<hx-partial hx-target='body'>",
  "</head>",
  "<svg/onload=alert(1)>",
  "\n",
  "\t",
  "\r",
  "\r\n",
  "新野县",
  "{{x}}",
  "`",
  "=",
  "/",
];

/** Text made to break out of wherever it stands. NUL is left out: no HTML document can hold it. */
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join("").replaceAll("\0", ""));

describe("text", () => {
  test("whatever a person typed comes back as the same text", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const parsed = fragment(<p>{typed}</p>);
        expect(elements(parsed).map((element) => element.tagName)).toEqual(["p"]);
        expect(text(parsed)).toBe(typed);
      }),
    );
  });

  test("a text area, a title and preformatted text keep every line, the first blank one too", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        expect(text(only(fragment(<textarea>{typed}</textarea>), "textarea"))).toBe(typed);
        expect(text(only(fragment(<pre>{typed}</pre>), "pre"))).toBe(typed);
        expect(text(only(fragment(<title>{typed}</title>), "title"))).toBe(typed);
      }),
    );
  });

  test("nothing typed can look like a tag to a reader that works on the text, as htmx does", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const markup = render(<p title={typed}>{typed}</p>);
        expect(markup.match(/</g)).toHaveLength(2);
      }),
    );
  });

  test("NUL, which a page cannot hold, becomes the replacement character", () => {
    expect(render(<p>{"甲\0乙"}</p>)).toBe("<p>甲\uFFFD乙</p>");
  });
});

describe("attributes", () => {
  test("all five characters with a meaning in HTML are entities", () => {
    const five = "&<>\"'";
    expect(render(<p title={five}>{five}</p>)).toBe(
      '<p title="&amp;&lt;&gt;&quot;&#39;">&amp;&lt;&gt;&quot;&#39;</p>',
    );
  });

  test("whatever a person typed comes back as the same value, and adds no other attribute", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const input = only(fragment(<input name="x" value={typed} />), "input");
        expect(input.attrs.map((attr) => attr.name)).toEqual(["name", "value"]);
        expect(attribute(input, "value")).toBe(typed);
      }),
    );
  });

  test("absent values leave no trace, true is bare, states keep their false", () => {
    const markup = render(
      <input
        type="text"
        value={undefined}
        title={null}
        disabled={false}
        required={true}
        aria-hidden={false}
      />,
    );
    expect(markup).toBe('<input type="text" required>');
    expect(render(<button type="button" aria-expanded={false} aria-haspopup={true} />)).toBe(
      '<button type="button" aria-expanded="false" aria-haspopup="true"></button>',
    );
  });

  test("classes may be conditions, and none is no attribute", () => {
    expect(render(<p class={["a", false, undefined, "b"]} />)).toBe('<p class="a b"></p>');
    expect(render(<p class={[false]} />)).toBe("<p></p>");
  });

  test("names that are no names, scripts and styles are refused at run time too", () => {
    const names = [
      "onclick",
      "ONCLICK",
      "style",
      "srcdoc",
      "srcset",
      'x"y',
      "a b",
      "a>b",
      "",
      "hx-on:click",
      "hx-on",
    ];
    for (const name of [
      ...names,
      "hx-on::after",
      "data-hx-get",
      "data-hx-on:click",
      "hx-swop",
      "hx-get:inherited",
    ]) {
      expect(() => make("p", { [name]: "x" }), name).toThrow(TypeError);
    }
  });

  test("any property name gives a tag with only that attribute, or is refused", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constantFrom("title", "lang", "data-x", "aria-label")), (name) => {
        fc.pre(name !== "children");
        let markup: ReturnType<typeof make>;
        try {
          markup = make("p", { [name]: "x" });
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        expect(only(fragment(markup), "p").attrs.map((attr) => attr.name)).toEqual([name.toLowerCase()]);
      }),
    );
  });

  test("values that are neither text nor number are refused", () => {
    for (const value of [{}, [], () => "x", Symbol("x"), new Date(0), raw("x")]) {
      expect(() => make("p", { title: value })).toThrow(TypeError);
    }
  });

  test("htmx attributes of version 4 are known, with what may follow them", () => {
    const known = { "hx-get": "/x", "hx-target:inherited": "#a", "hx-include:inherited:append": "#b" };
    const markup = render(
      make("p", { ...known, "hx-status:422": "target:#c", "hx-status:5xx": "swap:none" }),
    );
    expect(markup).toContain('hx-include:inherited:append="#b" hx-status:422="target:#c"');
  });

  test("htmx never gets a value that it would run", () => {
    for (const name of ["hx-vals", "hx-confirm", "hx-headers", "hx-get", "hx-vals:inherited"]) {
      for (const value of ["js:{a:1}", " JS:x()", "javascript:x()", "javascript :x()"]) {
        expect(() => make("p", { [name]: value }), `${name} ${value}`).toThrow(TypeError);
      }
    }
  });
});

describe("addresses", () => {
  const addresses = [
    "href",
    "src",
    "action",
    "formaction",
    "hx-get",
    "hx-post",
    "hx-put",
    "hx-patch",
    "hx-delete",
  ];
  const allAddresses = [...addresses, "hx-push-url", "poster", "cite", "data", "xlink:href"];

  const address = (name: string, url: string) =>
    attribute(only(fragment(make("a", { [name]: url })), "a"), name);

  test("relative, web, mail and telephone addresses pass", () => {
    const fine = [
      "/t/xinye",
      "a?b=c:d",
      "#x",
      "?after=1",
      "https://x.cn/",
      "HTTP://x",
      "mailto:a@b",
      "tel:12345",
      "",
    ];
    for (const url of fine) expect(address("href", url)).toBe(url);
  });

  test("every other scheme becomes #, however it is dressed up", () => {
    const schemes = [
      "javascript",
      "JavaScript",
      "vbscript",
      "data",
      "file",
      "blob",
      "about",
      "ws",
      "x-y+z.1",
    ];
    const blanks = fc
      .array(fc.constantFrom("\t", "\n", "\r", "\r\n"), { maxLength: 3 })
      .map((all) => all.join(""));
    const lead = fc
      .array(fc.constantFrom(" ", "\u0001", "\u001f", "\0", "\n", "\t"), { maxLength: 3 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(
        fc.constantFrom(...allAddresses.filter((name) => !name.startsWith("hx-"))),
        fc.constantFrom(...schemes),
        lead,
        fc.array(blanks, { minLength: 12, maxLength: 12 }),
        hostile,
        (name, scheme, before, between, rest) => {
          const dressed = [...scheme].map((letter, at) => letter + (between[at] ?? "")).join("");
          expect(address(name, `${before}${dressed}:${rest}`)).toBe("#");
        },
      ),
    );
  });

  test("an address that passes is read by the URL parser as relative or as an allowed scheme", () => {
    fc.assert(
      fc.property(fc.constantFrom(...addresses), hostile, hostile, (name, before, after) => {
        fc.pre(!/^\s*(?:js|javascript)\s*:/i.test(`${before}:${after}`));
        const shown = address(name, `${before}:${after}`) ?? "";
        const read = URL.parse(shown, "https://county.example/t/xinye");
        if (read) expect(["https:", "http:", "mailto:", "tel:"]).toContain(read.protocol);
      }),
    );
  });

  test("a picture may be inline, and only a picture, and only in an img", () => {
    const inline = "data:image/png;base64,iVBORw0KGgo=";
    expect(render(<img alt="" src={inline} />)).toContain(inline);
    expect(render(<img alt="" src="data:image/svg+xml,<svg onload=x>" />)).toContain('src="#"');
    expect(address("href", inline)).toBe("#");
  });
});

describe("elements", () => {
  test("children are joined without gaps; null, undefined and booleans show nothing", () => {
    const list: Child[] = ["一", null, ["二", [<b>三</b>]], undefined, false, true, 4, 0];
    expect(render(<p>{list}五</p>)).toBe("<p>一二<b>三</b>40五</p>");
  });

  test("markup is trusted by what made it, not by how it looks", () => {
    expect(render(<p>{raw("<b>字</b>")}</p>)).toBe("<p><b>字</b></p>");
    const forged = JSON.parse('{"markup":"<b>","toString":"x"}');
    expect(() => make("p", { children: forged })).toThrow(TypeError);
    expect(() => make("p", { children: Promise.resolve("x") })).toThrow(TypeError);
  });

  test("void elements have no end tag", () => {
    expect(render(<br />)).toBe("<br>");
    expect(render(<p />)).toBe("<p></p>");
  });

  test("scripts load files; styles, frames and objects do not exist", () => {
    expect(render(<script src="/static/htmx.min.js" defer />)).toBe(
      '<script src="/static/htmx.min.js" defer></script>',
    );
    expect(() => make("script", { children: "alert(1)" })).toThrow(TypeError);
    for (const tag of [
      "style",
      "iframe",
      "object",
      "embed",
      "base",
      "xmp",
      "plaintext",
      "foreignObject",
      "SCRIPT",
    ]) {
      expect(() => make(tag, {}), tag).toThrow(TypeError);
    }
    for (const tag of ["p onclick=x", "p>", "", "1", "a/b"])
      expect(() => make(tag, {}), tag).toThrow(TypeError);
  });

  test("SVG keeps its capitals", () => {
    const markup = render(
      <svg viewBox="0 0 8 8" preserveAspectRatio="none" aria-hidden="true">
        <clipPath id="c">
          <rect width={8} height={8} stroke-width="2" />
        </clipPath>
      </svg>,
    );
    expect(markup).toBe(
      '<svg viewBox="0 0 8 8" preserveAspectRatio="none" aria-hidden="true"><clipPath id="c"><rect width="8" height="8" stroke-width="2"></rect></clipPath></svg>',
    );
    expect(only(fragment(raw(markup)), "svg").attrs[0]?.name).toBe("viewBox");
  });

  test("components get props and children, and may show nothing", () => {
    const Named = (props: { name: string; children?: Child }) => (
      <b>
        {props.name}
        {props.children}
      </b>
    );
    const Nothing = () => null;
    const markup = render(
      <>
        <Named name="<甲>">乙</Named>
        <Nothing />
      </>,
    );
    expect(markup).toBe("<b>&lt;甲&gt;乙</b>");
  });

  test("a page begins with its document type", () => {
    expect(renderPage(<html lang="zh-CN" />)).toBe('<!doctype html><html lang="zh-CN"></html>');
  });
});

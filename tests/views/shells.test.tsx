import { describe, expect, test } from "vitest";
import type { Html } from "../../views/html.ts";
import { currentEntry, type Frame, link } from "../../views/layout/frame.ts";
import { PlatformPage } from "../../views/layout/platform.tsx";
import { ResidentPage } from "../../views/layout/resident.tsx";
import { StaffPage } from "../../views/layout/staff.tsx";
import { attribute, byId, elements, named, only, page, text } from "./parsed.ts";

const frame: Frame = {
  base: "/t/xinye",
  title: "事项",
  countyName: "新野县",
  path: "/matters/42",
  elder: false,
  sample: false,
  person: { name: "王某", roleName: "街道经办人" },
  nav: [
    { href: "/", label: "首页" },
    { href: "/matters", label: "事项" },
    { href: "/matters/new", label: "登记" },
    { href: "/meetings", label: "会议" },
    { href: "/rules", label: "规则" },
  ],
};

const shells: [string, (more?: Partial<Frame>) => Html][] = [
  ["resident", (more) => <ResidentPage frame={{ ...frame, ...more }}>正文</ResidentPage>],
  ["staff", (more) => <StaffPage frame={{ ...frame, ...more }}>正文</StaffPage>],
  ["platform", (more) => <PlatformPage frame={{ ...frame, ...more }}>正文</PlatformPage>],
];

describe.each(shells)("the %s shell", (_name, shell) => {
  test("is a Chinese page with a title, one main, and a skip link that lands there", () => {
    const document = page(shell());
    expect(attribute(only(document, "html"), "lang")).toBe("zh-CN");
    expect(text(only(document, "title"))).toBe("事项 - 新野县 - 联治");
    const skip = named(document, "a")[0];
    expect(skip && attribute(skip, "href")).toBe("#main");
    expect(attribute(only(document, "main"), "id")).toBe("main");
    expect(text(only(document, "main"))).toBe("正文");
  });

  test("loads only its own files and holds nothing the content security policy forbids", () => {
    const all = elements(page(shell({ sample: true, notice: { kind: "success", text: "已保存" } })));
    const loaded = all.filter((element) => ["link", "script", "img"].includes(element.tagName));
    const addresses = loaded.map((element) => attribute(element, "href") ?? attribute(element, "src"));
    expect(addresses).toEqual([
      "/static/favicon.svg",
      "/static/app.css",
      "/static/htmx.min.js",
      "/static/app.js",
    ]);
    expect(all.filter((element) => attribute(element, "style") ?? element.tagName === "style")).toEqual([]);
  });

  test("tells htmx to inject no styles and to reload on the way back", () => {
    const config = named(page(shell()), "meta").find((meta) => attribute(meta, "name") === "htmx-config");
    expect(JSON.parse((config && attribute(config, "content")) ?? "{}")).toEqual({
      includeIndicatorCSS: false,
      prefix: "",
      history: "reload",
    });
  });

  test("keeps every link and form inside the tenant", () => {
    const document = page(shell());
    const inner = named(document, "a")
      .map((anchor) => attribute(anchor, "href") ?? "")
      .filter((href) => !href.startsWith("#"));
    const actions = named(document, "form").map((form) => attribute(form, "action") ?? "");
    for (const address of [...inner, ...actions]) expect(address).toMatch(/^\/t\/xinye(\/|$)/);
  });

  test("marks the closest navigation entry as current, by more than colour", () => {
    const current = named(page(shell()), "a").filter(
      (anchor) => attribute(anchor, "aria-current") === "page",
    );
    expect(new Set(current.map((anchor) => attribute(anchor, "href")))).toEqual(
      new Set(["/t/xinye/matters"]),
    );
  });

  test("switches large text with a form that comes back here", () => {
    for (const [elder, next] of [
      [false, "on"],
      [true, "off"],
    ] as const) {
      const document = page(shell({ elder }));
      const preferences = named(document, "form").find((form) =>
        attribute(form, "action")?.endsWith("/preferences"),
      );
      const fields = preferences && named(preferences, "input").map((input) => attribute(input, "value"));
      expect(fields).toEqual([next, "/t/xinye/matters/42"]);
      expect(attribute(only(document, "html"), "data-elder")).toBe(elder ? "" : undefined);
    }
  });

  test("says when data are samples, and what has just happened", () => {
    expect(text(only(page(shell()), "main"))).not.toContain("示例数据");
    const document = page(shell({ sample: true, notice: { kind: "problem", text: "<没有保存>" } }));
    expect(text(only(document, "main"))).toBe("示例数据，仅供演示没有完成<没有保存>正文");
  });
});

describe("the staff shell", () => {
  test("names the person and role, and signs out with a form", () => {
    const document = page(<StaffPage frame={frame}>正文</StaffPage>);
    const rail = byId(document, "menu");
    expect(rail && text(rail)).toContain("王某 街道经办人");
    expect(named(document, "form").map((form) => attribute(form, "action"))).toContain(
      "/t/xinye/session/closure",
    );
  });

  test("groups its entries under headings, and keeps the person's own at its foot", () => {
    const nav = [
      { href: "/desk", label: "待办", group: "我的工作", icon: "today", count: "3" },
      { href: "/people", label: "人员", group: "本县设置" },
      { href: "/account", label: "我的账号" },
    ] as const;
    const document = page(<StaffPage frame={{ ...frame, nav }}>正文</StaffPage>);
    const menu = byId(document, "menu") ?? document;
    expect(named(menu, "h2").map(text)).toEqual(["我的工作", "本县设置"]);
    expect(named(menu, "ul").map(text)).toEqual(["待办3", "人员", "我的账号"]);
    const pictures = named(menu, "svg");
    expect(pictures.map((picture) => attribute(picture, "aria-hidden"))).toEqual(["true"]);
  });

  test("keeps the first four entries at hand on a phone and all in the menu", () => {
    const [menu, dock] = named(page(<StaffPage frame={frame}>正文</StaffPage>), "nav");
    expect(menu && named(menu, "li").length).toBe(5);
    expect(dock && named(dock, "li").length).toBe(4);
  });
});

describe("links", () => {
  test("the tenant's home has no trailing slash; on its own host it is the root", () => {
    expect(link(frame, "/")).toBe("/t/xinye");
    expect(link({ base: "" }, "/")).toBe("/");
    expect(link({ base: "" }, "/matters")).toBe("/matters");
  });

  test.each([
    ["/", "/"],
    ["/matters", "/matters"],
    ["/matters?after=3", "/matters"],
    ["/matters/new", "/matters/new"],
    ["/matters/newest", "/matters"],
    ["/mattersome", undefined],
  ])("at %s the current entry is %s", (path, href) => {
    expect(currentEntry({ ...frame, path })?.href).toBe(href);
  });
});

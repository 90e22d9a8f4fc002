import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import type { Frame } from "../../views/layout/frame.ts";
import { PlatformHome } from "../../views/platform/home.tsx";
import { TenantOpened, TenantPage } from "../../views/tenants/detail.tsx";
import { RemoveSamples, TenantsPage } from "../../views/tenants/list.tsx";
import { OpenTenantPage } from "../../views/tenants/open.tsx";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, elements, named, only, page, text } from "./parsed.ts";

const now = "2026-11-21T09:00:00.000Z" as Instant;
const hostile = `</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>`;
const frame: Frame = { base: "", title: "各县", path: "/", elder: false, sample: false, nav: [] };

const tenant: TenantRow = {
  slug: "xinye",
  name: "新野县",
  divisionCode: "411329",
  preset: "xinye",
  state: "ready",
  sample: false,
  databaseName: "xinye-a1b2c3",
  databaseUrl: null,
  tokenCipher: null,
  tokenExpiresAt: null,
  schemaVersion: 1,
  migrationError: null,
  auditHead: null,
  portals: [],
  adminName: "李建国",
  adminInvitation: null,
  createdAt: "2026-11-20T02:00:00.000Z",
  dueAt: "",
  toldAt: null,
  upkeep: null,
  needsCare: false,
  revision: 1,
};
const form = { attempt: attempt(), idempotencyKey: "k" };
const actions = (of: ReturnType<typeof page>) =>
  named(only(of, "main"), "form").map((each) => attribute(each, "action"));

test("the platform's home leads into each county and says which hold sample data", () => {
  const counties = [
    { slug: "xinye", name: "新野县", sample: false },
    { slug: "yulin", name: hostile, sample: true },
  ];
  const home = page(<PlatformHome frame={frame} counties={counties} search="" next={null} />);
  const entries = named(only(home, "main"), "li").filter((item) => named(item, "a").length > 0);
  expect(entries.map((item) => attribute(only(item, "a"), "href"))).toEqual(["/t/xinye", "/t/yulin"]);
  expect(entries.map((item) => text(item).includes("示例数据"))).toEqual([false, true]);
  expect(named(home, "img")).toEqual([]);
});

describe("the operator's list", () => {
  const all = { asked: { search: "", care: false }, next: null, hasSamples: false };
  const list = (tenants: TenantRow[], of: Partial<Parameters<typeof TenantsPage>[0]> = {}) =>
    page(<TenantsPage frame={frame} now={now} tenants={tenants} {...form} {...all} {...of} />);

  test("counties are shown as they come, each with how it stands", () => {
    const shown = list([
      { ...tenant, slug: "a", name: "甲" },
      { ...tenant, slug: "b", name: "乙", state: "failed" },
      { ...tenant, slug: "c", name: "丙", migrationError: "no such table" },
    ]);
    expect(named(only(shown, "tbody"), "th").map(text)).toEqual(["甲", "乙", "丙"]);
    const rows = named(only(shown, "tbody"), "tr").map(text);
    expect(rows.map((row) => /开通失败|升级失败|已开通/.exec(row)?.[0])).toEqual([
      "已开通",
      "开通失败",
      "升级失败",
    ]);
  });

  test("a county whose database is lost is told apart from one whose upgrade failed", () => {
    const lost = { ...tenant, schemaVersion: 0, migrationError: "数据库不见了" };
    expect(text(list([lost]))).toContain("数据库不能用");
    expect(text(list([{ ...lost, schemaVersion: 1 }]))).toContain("升级失败");
  });

  test("removal is offered only while there are samples", () => {
    expect(text(list([tenant]))).not.toContain("移除示例县");
    expect(text(list([tenant], { hasSamples: true }))).toContain("移除示例县");
  });

  test("what was looked for stays, also on the pages after, and is no markup", () => {
    const shown = list([tenant], { asked: { search: hostile, care: true }, next: "0 2026 xinye" });
    const more = named(only(shown, "tbody"), "a").at(-1);
    const query = new URL(attribute(more as never, "href") ?? "", "http://x").searchParams;
    expect(Object.fromEntries(query)).toEqual({ search: hostile, care: "1", before: "0 2026 xinye" });
    expect(named(shown, "img")).toEqual([]);
    expect(text(list([], { asked: { search: "x", care: false } }))).toContain("没有找到");
  });

  test("a link just made is shown in full", () => {
    const href = "https://lianzhi.example.gov.cn/invitations/abc";
    const shown = page(
      <TenantsPage
        frame={frame}
        now={now}
        tenants={[]}
        {...form}
        {...all}
        invited={{ name: hostile, href, expiresAt: "2026-11-28T09:00:00.000Z" as Instant }}
      />,
    );
    expect(text(byId(shown, "opening-link") ?? shown)).toBe(href);
    expect(named(shown, "img")).toEqual([]);
  });

  test("removal names every county and its database first", () => {
    const shown = page(
      <RemoveSamples frame={frame} samples={[tenant, { ...tenant, name: hostile }]} idempotencyKey="k" />,
    );
    const losses = named(only(shown, "main"), "li").map(text);
    expect(losses[0]).toBe("新野县被删除，数据库 xinye-a1b2c3 一起删除");
    expect(losses[1]).toContain(hostile);
    expect(actions(shown)).toEqual(["/operator/sample-removal"]);
  });

  test("without samples there is nothing to confirm", () => {
    expect(actions(page(<RemoveSamples frame={frame} samples={[]} idempotencyKey="k" />))).toEqual([]);
  });
});

describe("opening a county", () => {
  const presets = [{ key: "xinye" as const, name: "新野做法", county: "新野县", summary: hostile }];
  const open = (values: Record<string, string>, invitedAs?: string) =>
    page(
      <OpenTenantPage
        frame={frame}
        presets={presets}
        action="/invitations/t"
        invitedAs={invitedAs}
        attempt={attempt(values)}
        idempotencyKey="k"
      />,
    );
  const admin = (of: ReturnType<typeof page>) =>
    attribute(byId(of, "field-adminName") ?? only(of, "main"), "value");

  test("has a field for each thing the command takes", () => {
    const names = named(open({}), "input").map((input) => attribute(input, "name"));
    expect(names).toEqual(expect.arrayContaining(["name", "slug", "divisionCode", "preset", "adminName"]));
  });

  test("takes the invited visitor for the admin until they say otherwise", () => {
    expect(admin(open({}))).toBe("");
    expect(admin(open({}, "周颖"))).toBe("周颖");
    expect(admin(open({ adminName: "" }, "周颖"))).toBe("");
  });
});

describe("a county's page", () => {
  const shown = (change: Partial<TenantRow>, adminLink: string | null = null) =>
    page(
      <TenantPage
        frame={frame}
        now={now}
        tenant={{ ...tenant, ...change }}
        hosts={[]}
        adminLink={adminLink}
        portals={attempt()}
        {...form}
      />,
    );

  test("ready: the admin's link in full, forms for a hostname and for portals", () => {
    const ready = shown({ adminName: hostile }, "https://h.example/t/xinye/invitations/abc");
    expect(text(byId(ready, "admin-link") ?? ready)).toBe("https://h.example/t/xinye/invitations/abc");
    expect(actions(ready)).toEqual([
      "/operator/tenants/xinye/admin-link",
      "/operator/tenants/xinye/hosts",
      "/operator/tenants/xinye/portals",
    ]);
    expect(named(ready, "img")).toEqual([]);
  });

  test("failed: why, as the machine said it, and the way to take it up again", () => {
    const failed = shown({ state: "failed", migrationError: hostile });
    expect(text(only(failed, "code"))).toBe(hostile);
    expect(actions(failed)).toEqual(["/operator/tenants/xinye/provisioning"]);
  });

  test("being opened: nothing to do for two minutes, then it may be taken up again", () => {
    expect(actions(shown({ state: "provisioning", createdAt: "2026-11-21T08:59:00.000Z" }))).toEqual([]);
    expect(actions(shown({ state: "provisioning", createdAt: "2026-11-21T08:50:00.000Z" }))).toEqual([
      "/operator/tenants/xinye/provisioning",
    ]);
  });

  test("a visitor who opened it gets the admin's link", () => {
    const opened = page(<TenantOpened frame={frame} tenant={tenant} adminLink="https://h.example/i/abc" />);
    expect(text(byId(opened, "admin-link") ?? opened)).toBe("https://h.example/i/abc");
  });
});

test("a search says what it takes, has its button beside it, and leads back from nothing found", () => {
  const home = page(<PlatformHome frame={frame} counties={[]} search="zzz" next={null} />);
  expect(text(home)).not.toContain("选填");
  expect(text(home)).toContain("例如新野、xinye、4113");
  const row = elements(home).find((element) => attribute(element, "class") === "with-button");
  expect(row && [named(row, "input").length, named(row, "button").map(text)]).toEqual([1, ["查找"]]);
  const field = named(row ?? home, "input")[0];
  expect(field && [attribute(field, "value"), attribute(field, "required")]).toEqual(["zzz", undefined]);
  const back = named(home, "a").find((link) => text(link) === "查看全部");
  expect(back && attribute(back, "href")).toBe("/");
});

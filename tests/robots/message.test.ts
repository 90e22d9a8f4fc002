import { describe, expect, test } from "vitest";
import { bodyFor, type Message } from "../../worker/domain/robots/message.ts";

const base = "https://zhili.example.gov.cn/t/xinye";
const reminder: Message = {
  title: "今天到期 2 件",
  lines: [
    { text: "事项 2026-0001 道路破损", href: "/matters/1" },
    { text: "更换北关社区老旧水管", href: "/resolutions/2" },
  ],
};

const textOf = (body: Record<string, unknown>): string => {
  const { markdown, card } = body as {
    markdown?: { content?: string; text?: string };
    card?: { elements: { content: string }[] };
  };
  return markdown?.content ?? markdown?.text ?? card?.elements[0]?.content ?? "";
};
const kinds = ["wecom", "dingtalk", "feishu"] as const;
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("a message", () => {
  test("is WeCom's markdown", () => {
    expect(bodyFor("wecom", reminder, base)).toEqual({
      msgtype: "markdown",
      markdown: {
        content: [
          "**今天到期 2 件**",
          `[事项 2026-0001 道路破损](${base}/matters/1)`,
          `[更换北关社区老旧水管](${base}/resolutions/2)`,
        ].join("\n"),
      },
    });
  });

  test("is DingTalk's markdown, with paragraphs and a title for the list of chats", () => {
    const { markdown } = bodyFor("dingtalk", reminder, base) as { markdown: { title: string; text: string } };
    expect(markdown.title).toBe("今天到期 2 件");
    expect(markdown.text.split("\n\n")).toHaveLength(3);
    expect(markdown.text).toMatch(/^#### 今天到期 2 件\n\n\[/);
  });

  test("is Feishu's card", () => {
    expect(bodyFor("feishu", reminder, base)).toMatchObject({
      msg_type: "interactive",
      card: {
        header: { title: { tag: "plain_text", content: "今天到期 2 件" } },
        elements: [{ tag: "markdown", content: expect.stringContaining(`](${base}/matters/1)\n[`) }],
      },
    });
  });

  test("stays within what each platform takes, and says how much is left", () => {
    const lines = Array.from({ length: 500 }, (_, index) => ({
      text: `第${index}件 ${"长".repeat(100)}`,
      href: `/matters/${index}`,
    }));
    const sizes = { wecom: 4096, dingtalk: 5000, feishu: 20_000 };
    for (const kind of kinds) {
      const body = bodyFor(kind, { title: "很多", lines }, base);
      const text = textOf(body);
      const shown = text.match(/\]\(\S+\/matters\//g)?.length ?? 0;
      expect(shown).toBeGreaterThan(5);
      expect(shown).toBeLessThanOrEqual(20);
      expect(text).toContain(`[另有 ${500 - shown} 项，请登录后查看](${base}/desk)`);
      expect(bytes(text)).toBeLessThanOrEqual(sizes[kind]);
      expect(bytes(JSON.stringify(body))).toBeLessThan(20_000);
    }
  });

  test.each(kinds)("of %s takes nothing that was typed for more than text", (kind) => {
    const typed =
      "[点我](https://evil.example) <@all> <at id=all></at> **粗** # 题 `x` https://evil.example\n\n## 新的一行 @所有人 ![a](b)";
    const text = textOf(bodyFor(kind, { title: typed, lines: [{ text: typed, href: "/matters/1" }] }, base));
    expect(text.match(/\]\(/g)).toHaveLength(1);
    expect(text).not.toContain("](https://evil");
    expect(text).not.toContain("://evil");
    expect(text).not.toMatch(/[<>@`]/);
    expect(text).not.toContain("## 新");
    expect(text).toContain("［点我］");
  });

  test.each([
    ["another site", "https://evil.example/"],
    ["another site without its scheme", "//evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a way out of the county", "/../../operator"],
    ["nothing", ""],
    ["what is far too long", `/${"a".repeat(600)}`],
  ])("leads nowhere for %s", (_what, href) => {
    for (const kind of kinds) {
      const text = textOf(bodyFor(kind, { title: "标题", lines: [{ text: "一行", href }] }, base));
      expect(text).not.toContain("](");
      expect(text).toContain("一行");
    }
  });

  test("keeps parentheses of an address from ending the link", () => {
    const line = { text: "一行", href: "/matters?search=(a)" };
    expect(textOf(bodyFor("wecom", { title: "标题", lines: [line] }, base))).toContain(
      `(${base}/matters?search=%28a%29)`,
    );
  });

  test("has no links where the county's address isn't known", () => {
    expect(textOf(bodyFor("wecom", reminder, ""))).not.toContain("](");
  });
});

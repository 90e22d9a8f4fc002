import { cleanedLine } from "../../text/cleaned.ts";
import type { RobotKind } from "./words.ts";

/** What is written to a group. */
export interface Message {
  readonly title: string;
  /** `href`: a page of the county, `/matters/…`; empty where there is none. */
  readonly lines: readonly { readonly text: string; readonly href: string }[];
}

/**
 * How much a platform takes, in bytes of UTF-8. WeCom: 4096 of markdown. DingTalk: 5000 characters of markdown. Feishu: 20 KB
 * for the whole request, of which some is kept for what stands around the text.
 */
const sizes: Readonly<Record<RobotKind, number>> = { wecom: 4096, dingtalk: 5000, feishu: 16_000 };

/** DingTalk makes one paragraph of lines that follow each other. */
const breaks: Readonly<Record<RobotKind, string>> = { wecom: "\n", dingtalk: "\n\n", feishu: "\n" };

/** How long a title and a line are, and how many lines a message has. */
const most = { title: 60, line: 120, lines: 20 };

/** A message as a platform takes it. `base`: the county's own address without a slash at its end; empty: no links. */
export function bodyFor(kind: RobotKind, message: Message, base: string): Record<string, unknown> {
  const title = plain(message.title, most.title);
  const heads = { wecom: `**${title}**`, dingtalk: `#### ${title}`, feishu: "" };
  const lines = message.lines.map(({ text, href }) => linked(plain(text, most.line), href, base));
  const text = fitting(heads[kind], lines, { between: breaks[kind], size: sizes[kind], base });
  if (kind === "wecom") return { msgtype: "markdown", markdown: { content: text } };
  if (kind === "dingtalk") return { msgtype: "markdown", markdown: { title, text } };
  const header = { title: { tag: "plain_text", content: title } };
  return { msg_type: "interactive", card: { header, elements: [{ tag: "markdown", content: text }] } };
}

/** As many lines as there is room for, and how many more there are. */
function fitting(
  head: string,
  lines: readonly string[],
  { between, size, base }: { between: string; size: number; base: string },
): string {
  for (let shown = Math.min(lines.length, most.lines); ; shown--) {
    const left = lines.length - shown;
    const rest = left > 0 ? [linked(`另有 ${left} 项，请登录后查看`, "/desk", base)] : [];
    const text = [head, ...lines.slice(0, shown), ...rest].filter(Boolean).join(between);
    if (shown === 0 || bytesOf(text) <= size) return text;
  }
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * What means something to one of the platforms stands in its wide form instead: nothing that was typed becomes a link, a
 * heading, or calls anybody.
 */
const wide = new Map(
  [..."[]()<>*_`#~|\\!@&"].map((sign) => [sign, String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)]),
);

function plain(text: string, most: number): string {
  const signs = [...cleanedLine(text)];
  const clipped = signs.length > most ? [...signs.slice(0, most - 1), "…"] : signs;
  return clipped
    .map((sign) => wide.get(sign) ?? sign)
    .join("")
    .replaceAll("://", "：／／");
}

/** With a link where it leads to a page of the county and nowhere else. */
function linked(text: string, href: string, base: string): string {
  const address = addressOf(href, base);
  return address === null ? text : `[${text}](${address})`;
}

function addressOf(href: string, base: string): string | null {
  if (base === "" || !/^\/(?!\/)/.test(href) || !URL.canParse(base + href)) return null;
  const url = new URL(base + href);
  if (!url.href.startsWith(`${base}/`) || url.href.length > 500) return null;
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}

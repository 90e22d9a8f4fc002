import { files } from "#files";
import type { Child } from "../html.ts";
import { htmxConfig } from "../htmx.ts";
import type { Frame } from "./frame.ts";

/** The document around every shell: head, language, scheme, text size. Render it with `renderPage`. */
export function Page(props: { frame: Frame; shell: "resident" | "staff" | "platform"; children: Child }) {
  const { frame } = props;
  return (
    <html lang="zh-CN" data-elder={frame.elder}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{[frame.title, frame.countyName, "联治"].filter(Boolean).join(" - ")}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf8f3" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171512" media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        {frame.unlisted && <meta name="robots" content="noindex" />}
        <meta name="htmx-config" content={htmxConfig} />
        <link rel="icon" href={`${files}/favicon.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={`${files}/app.css`} />
        <script src={`${files}/htmx.min.js`} defer />
        <script src={`${files}/app.js`} defer />
      </head>
      <body class={`shell-${props.shell}`}>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {props.children}
      </body>
    </html>
  );
}

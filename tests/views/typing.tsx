/**
 * What the compiler must refuse and accept in a page. Nothing here runs: an unused `@ts-expect-error` fails `tsc`.
 */
import type { Child } from "#views/jsx-runtime";

function Named(props: { name: string; children?: Child }) {
  return <b>{props.name}</b>;
}

export const accepted = [
  <a href="/x" aria-current="page" data-label="名称" class={["a", false, undefined]}>
    去
  </a>,
  <input
    type="text"
    inputmode="numeric"
    required={true}
    maxlength={20}
    autocomplete="name"
    disabled={false}
  />,
  <form method="post" hx-post="/x" hx-target:inherited="#list" hx-swap="outerHTML show:top" novalidate />,
  <div {...{ "hx-status:422": "target:#problems" }} hx-push-url={true} />,
  <svg viewBox="0 0 10 10" role="img" aria-label="图">
    <path d="M0 0h10" stroke-width="2" vector-effect="non-scaling-stroke" />
    <clipPath id="c">
      <rect width={10} height={10} />
    </clipPath>
  </svg>,
  <label for="x">
    {1}
    {null}
    {false}
    {["一", <b>二</b>]}
  </label>,
  <Named name="三" />,
  <>文</>,
];

// @ts-expect-error a handler is a script
export const handler = <p onclick="x()">按</p>;
// @ts-expect-error hx-on is a script
export const hxOn = <p hx-on:click="x()">按</p>;
// @ts-expect-error styles live in app.css
export const styled = <p style="color:red">字</p>;
// @ts-expect-error htmx 4 has no such swap
export const swap = <p hx-swap="innerHtml" />;
// @ts-expect-error frames are not used
export const frame = <iframe src="/x" title="框" />;
// @ts-expect-error a style element would be refused by the policy
export const sheet = <style>{"p{}"}</style>;
// @ts-expect-error a script has no content
export const script = <script src="/x">{"x()"}</script>;
// @ts-expect-error attributes are spelled as in HTML
export const camel = <p className="x" />;
// @ts-expect-error objects are not content
export const content = <p>{{ a: 1 }}</p>;
// @ts-expect-error promises are not content
export const promised = <p>{Promise.resolve("x")}</p>;
// @ts-expect-error a component gets its props
export const unnamed = <Named />;
// @ts-expect-error no such element
export const unknown = <gap />;

import type { Child } from "../html.ts";
import { More } from "./more.tsx";

/** A list of entries, each a line to tap. `id` must be unique on the page when there is `more`. */
export function ItemList(props: { id: string; more?: string | undefined; children: Child }) {
  return (
    <ul class="items" id={props.id}>
      {props.children}
      {props.more !== undefined && <More href={props.more} list={props.id} />}
    </ul>
  );
}

/** One entry: what it is, then what matters about it. `mark` is its state, `action` what can be done at once. */
export function Item(props: {
  title: Child;
  href?: string | undefined;
  id?: string | undefined;
  mark?: Child | undefined;
  meta?: Child | undefined;
  action?: Child | undefined;
  children?: Child | undefined;
}) {
  return (
    <li class="item" id={props.id}>
      <div class="item-main">
        <p class="item-title">
          {props.href === undefined ? props.title : <a href={props.href}>{props.title}</a>}
        </p>
        {props.children}
        {props.mark && <p class="item-mark">{props.mark}</p>}
        {props.meta && <p class="meta">{props.meta}</p>}
      </div>
      {props.action && <div class="item-action">{props.action}</div>}
    </li>
  );
}

/** A part of a page with a heading of its own. */
export function Card(props: {
  title: Child;
  id?: string | undefined;
  action?: Child | undefined;
  children: Child;
}) {
  return (
    <section class="card" id={props.id}>
      <div class="card-head">
        <h2>{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

/** Terms and what they are for this record. Entries without a detail are left out. */
export function DescriptionList(props: { items: readonly { term: string; detail: Child }[] }) {
  const told = props.items.filter((item) => item.detail !== null && item.detail !== undefined);
  return (
    <dl class="terms">
      {told.map((item) => (
        <div>
          <dt>{item.term}</dt>
          <dd>{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}

import type { Source } from "../../worker/rules/schema.ts";
import type { Child } from "../html.ts";
import { Basis, type Line, Lines } from "./basis.tsx";
import { AddLink, EditLink, Findings, type Marking } from "./marking.tsx";

/** Rules that stand in no list of the rule set. */
export function Singles(props: { children: Child }) {
  return <ul class="rule-list">{props.children}</ul>;
}

/** A section of the rule set: what it says and rests on as a whole, then its rules. */
export function Section(props: {
  id: string;
  title: string;
  /** Its path, where it has values of its own or rests on something as a whole. */
  at?: string;
  /** What its own values are, for the link that leads to them. */
  own?: string;
  mark: Marking | undefined;
  lines?: readonly Line[];
  source?: readonly Source[] | undefined;
  children: Child;
}) {
  const { id, title, at, mark, lines, source } = props;
  return (
    <section class="card" id={id}>
      <div class="rule-head">
        <h2>{title}</h2>
        {at && <EditLink mark={mark} at={at} name={`${title}：${props.own ?? "总的依据"}`} />}
      </div>
      {(lines || source) && (
        <div>
          <Lines lines={lines ?? []} />
          <Basis source={source} />
        </div>
      )}
      {at && <Findings mark={mark} at={at} />}
      {props.children}
    </section>
  );
}

/** A section the county has no rules in. */
export function UnusedSection(props: {
  id: string;
  title: string;
  says: string;
  /** What can be put to use: the paths of its lists with what is in them. */
  lists: readonly { path: string; what: string }[];
  mark: Marking | undefined;
}) {
  return (
    <section class="card" id={props.id}>
      <div class="rule-head">
        <h2>{props.title}</h2>
        {props.lists.map(({ path, what }) => (
          <AddLink mark={props.mark} to={path} word="启用" what={what} shown={props.lists.length > 1} />
        ))}
      </div>
      <p>{props.says}</p>
    </section>
  );
}

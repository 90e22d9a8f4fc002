import type { Source } from "../../worker/rules/schema.ts";
import type { Child, Html } from "../html.ts";
import { AddLink, EditLink, Findings, type Marking } from "./marking.tsx";
import { sourceWords } from "./words.ts";

export type { Finding, Marking } from "./marking.tsx";

type Line = string | undefined | false;

/** What a rule rests on, under the rule. Nothing when it names no source. */
export function Basis(props: { source: readonly Source[] | undefined }) {
  return props.source?.map((source) => <p class="meta">{sourceWords(source)}</p>);
}

/**
 * One rule: what it is called and what it says in lines, beside or below them what it rests on, and under both
 * whatever takes more than lines.
 */
export function Rule(props: {
  name: string;
  /** Its path in the rule set, entries of lists by their keys: `handling.overall`, `handling.levels.grid`. */
  at: string;
  mark: Marking | undefined;
  lines: readonly Line[];
  source?: readonly Source[] | undefined;
  /** Stands in no group, so that its heading is one of the section's. */
  alone?: boolean;
  /** The rule set has no such rule; the lines say what follows from that. */
  unused?: boolean;
  children?: Child;
}) {
  const { name, at, mark } = props;
  const title = props.alone ? <h3>{name}</h3> : <h4>{name}</h4>;
  return (
    <li class="rule" id={at}>
      <div>
        <div class="rule-head">
          {title}
          {props.unused ? (
            <AddLink mark={mark} to={at} word="启用" what={name} />
          ) : (
            <EditLink mark={mark} at={at} name={name} />
          )}
        </div>
        <Lines lines={props.lines} />
      </div>
      <div>
        <Basis source={props.source} />
      </div>
      {props.children && <div class="rule-more">{props.children}</div>}
      <Findings mark={mark} at={at} />
    </li>
  );
}

/** The rules of one list of the rule set under a heading, with `none` where there are none. */
export function RuleGroup(props: {
  title: string;
  /** The list's path in the rule set: `meetings.series`. */
  list: string;
  /** What one entry is called. */
  entry: string;
  none: string;
  mark: Marking | undefined;
  children: readonly Html[];
}) {
  return (
    <div class="rule-group">
      <h3>{props.title}</h3>
      {props.children.length > 0 ? <ul class="rule-list">{props.children}</ul> : <p>{props.none}</p>}
      <AddLink mark={props.mark} to={props.list} word="添加" what={props.entry} shown />
    </div>
  );
}

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
    <section class="card rules" id={id}>
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
    <section class="card rules" id={props.id}>
      <h2>{props.title}</h2>
      <p>{props.says}</p>
      {props.lists.map(({ path, what }) => (
        <AddLink mark={props.mark} to={path} word="启用" what={what} shown={props.lists.length > 1} />
      ))}
    </section>
  );
}

function Lines(props: { lines: readonly Line[] }) {
  return props.lines.filter(Boolean).map((line) => <p>{line}</p>);
}

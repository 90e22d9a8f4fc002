import { sourceWords } from "../../worker/rules/document/phrases.ts";
import type { Source } from "../../worker/rules/schema/rule-set.ts";
import type { Child } from "../html.ts";
import { AddLink, EditLink, type Marking, RuleNotices, standingIn } from "./marking.tsx";
import { NotYet, NotYetParts } from "./not-yet.tsx";

export type { Marking, RulesProps } from "./marking.tsx";

export type Line = string | undefined | false;

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
  mark: Marking;
  lines: readonly Line[];
  source?: readonly Source[] | undefined;
  /** Says little: name and lines side by side where there is room. */
  terse?: boolean;
  /** What it is one of; without it the rule stands in no group and its heading is one of the section's. */
  noun?: string;
  /** The rule set has no such rule; the lines say what follows from that. */
  unused?: boolean;
  children?: Child;
}) {
  const { name, at, mark, noun } = props;
  // What the entries of a list have in common is said there.
  const standing = noun ? undefined : standingIn(mark, at);
  return (
    <li class={["rule", props.terse && "rule-terse"]} id={at}>
      <div>
        <div class="rule-head">
          {noun ? <h4>{name}</h4> : <h3>{name}</h3>}
          {standing?.idle && <NotYet />}
          {props.unused ? (
            <AddLink mark={mark} to={at} word="设置" what={name} />
          ) : (
            <EditLink mark={mark} at={at} name={noun ? `${noun}“${name}”` : name} />
          )}
        </div>
        <Lines lines={props.lines} />
        {!props.unused && <NotYetParts parts={standing?.parts ?? []} />}
      </div>
      <div>
        <Basis source={props.source} />
      </div>
      {props.children && <div class="rule-more">{props.children}</div>}
      <RuleNotices mark={mark} at={at} />
    </li>
  );
}

interface Entry {
  key: string;
  name: string;
  source?: readonly Source[] | undefined;
}

/** One list of the rule set: a rule for each entry, `none` where there are no entries. */
export function RuleGroup<E extends Entry>(props: {
  title: string;
  /** The list's path in the rule set: `meetings.series`. */
  list: string;
  /** What one entry is. */
  noun: string;
  none?: string;
  mark: Marking;
  entries: readonly E[];
  name?: (entry: E, index: number) => string;
  lines: (entry: E, index: number) => readonly Line[];
  more?: (entry: E) => Child;
  terse?: boolean;
}) {
  const { list, noun, mark, entries, name, terse = false } = props;
  const { idle, parts } = standingIn(mark, list);
  const rules = entries.map((entry, index) => (
    <Rule
      name={name ? name(entry, index) : entry.name}
      at={`${list}.${entry.key}`}
      noun={noun}
      mark={mark}
      lines={props.lines(entry, index)}
      source={entry.source}
      terse={terse}
    >
      {props.more?.(entry)}
    </Rule>
  ));
  return (
    <div class="rule-group">
      <h3>
        {props.title}
        {idle && <NotYet />}
      </h3>
      {rules.length > 0 && <NotYetParts parts={parts} />}
      {rules.length > 0 ? <ul class="rule-list">{rules}</ul> : <p>{props.none ?? `没有${noun}`}</p>}
      <AddLink mark={mark} to={list} word="添加" what={noun} shown />
    </div>
  );
}

/** Each line a paragraph. */
export function Lines(props: { lines: readonly Line[] }) {
  return props.lines.filter(Boolean).map((line) => <p>{line}</p>);
}

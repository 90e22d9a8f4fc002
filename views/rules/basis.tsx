import type { Source } from "../../worker/rules/schema.ts";
import type { Child } from "../html.ts";
import { sourceWords } from "./words.ts";

/** What a rule rests on, under the rule. Nothing when it names no source. */
export function Basis(props: { source: readonly Source[] | undefined }) {
  return props.source?.map((source) => <p class="meta">{sourceWords(source)}</p>);
}

/** One rule: what it is called and what it says in lines; beside or below it what it rests on. */
export function Rule(props: {
  name: string;
  lines: readonly (string | undefined | false)[];
  source?: readonly Source[] | undefined;
  /** More about what it rests on. */
  children?: Child;
}) {
  return (
    <li class="rule">
      <div>
        <h3>{props.name}</h3>
        {props.lines.filter(Boolean).map((line) => (
          <p>{line}</p>
        ))}
      </div>
      <div>
        <Basis source={props.source} />
        {props.children}
      </div>
    </li>
  );
}

/** A section of the rule set. */
export function Section(props: {
  id: string;
  title: string;
  source?: readonly Source[] | undefined;
  children: Child;
}) {
  return (
    <section class="card" id={props.id}>
      <h2>{props.title}</h2>
      {props.source && (
        <div>
          <Basis source={props.source} />
        </div>
      )}
      <ul class="rule-list">{props.children}</ul>
    </section>
  );
}

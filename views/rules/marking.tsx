import type { Standing, Standings } from "../../worker/rules/document/standing.ts";
import type { Finding } from "../../worker/rules/review/burden.ts";
import type { Doubt } from "../../worker/rules/review/doubts.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

/** What a page says of the rules it shows besides what they say; only drafts lead to where they are changed. */
export interface Marking {
  /** What nothing in the product follows yet. */
  standings: Standings;
  /** Where the rule at this path is edited. */
  edit?(at: string): string | undefined;
  /** Where an entry is added to the list at this path, or the rule at this path is put to use. */
  add?(path: string): string | undefined;
  findings?: readonly Pick<Finding, "at" | "message" | "citation">[];
  doubts?: readonly Pick<Doubt, "at" | "message">[];
}

/** What every part of the reading page takes. */
export interface RulesProps {
  rules: RuleSet;
  mark: Marking;
}

/** To where the rule is edited. Its name tells the links of a page apart for who doesn't see them side by side. */
export function EditLink(props: { mark: Marking; at: string; name: string }) {
  const href = props.mark.edit?.(props.at);
  return href !== undefined && <NamedLink href={href} word="修改" what={props.name} />;
}

/** To where something is added or put to use. `shown` says what in the link itself. */
export function AddLink(props: { mark: Marking; to: string; word: string; what: string; shown?: boolean }) {
  const { word, what } = props;
  const href = props.mark.add?.(props.to);
  if (href === undefined) return null;
  return <NamedLink href={href} word={props.shown ? word + what : word} what={props.shown ? "" : what} />;
}

function NamedLink(props: { href: string; word: string; what: string }) {
  return (
    <a class="rule-link" href={props.href}>
      {props.word}
      {props.what && <span class="unseen">{props.what}</span>}
    </a>
  );
}

/** How an item or a list stands, where its section's heading doesn't say it already. */
export function standingIn({ standings }: Marking, at: string): Standing {
  const [section = "", ...inner] = at.split(".");
  const said = inner.length > 0 && standings.sections([section]).idle;
  return said ? { idle: false, parts: [] } : standings.item(at);
}

/** What was found or is doubted in the rule, each in a block of its own. */
export function RuleNotices(props: { mark: Marking; at: string }) {
  const { findings = [], doubts = [] } = props.mark;
  const here = (one: { at: string }) => one.at === props.at;
  return [...findings.filter(here).map(findingNotice), ...doubts.filter(here).map(doubtNotice)];
}

function findingNotice({ message, citation }: Pick<Finding, "message" | "citation">) {
  return (
    <div class="notice notice-warning">
      <strong>减负提示</strong>
      <div>
        <p>{message}</p>
        <p class="meta">{citation}</p>
      </div>
    </div>
  );
}

function doubtNotice({ message }: Pick<Doubt, "message">) {
  return (
    <div class="notice">
      <strong>请核对</strong>
      <p>{message}</p>
    </div>
  );
}

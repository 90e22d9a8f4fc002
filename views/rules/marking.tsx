import type { Finding } from "../../worker/rules/review/burden.ts";
import type { Doubt } from "../../worker/rules/review/doubts.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

/** How a page wants the rules it shows decorated; without it they are only read. */
export interface Marking {
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
  mark?: Marking | undefined;
}

type Mark = Marking | undefined;

/** To where the rule is edited. Its name tells the links of a page apart for who doesn't see them side by side. */
export function EditLink(props: { mark: Mark; at: string; name: string }) {
  const href = props.mark?.edit?.(props.at);
  return href !== undefined && <NamedLink href={href} word="修改" what={props.name} />;
}

/** To where something is added or put to use. `shown` says what in the link itself. */
export function AddLink(props: { mark: Mark; to: string; word: string; what: string; shown?: boolean }) {
  const { word, what } = props;
  const href = props.mark?.add?.(props.to);
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

/** What was found or is doubted in the rule, each in a block of its own. */
export function RuleNotices(props: { mark: Mark; at: string }) {
  const { findings = [], doubts = [] } = props.mark ?? {};
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

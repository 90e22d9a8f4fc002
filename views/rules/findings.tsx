import type { Standings } from "../../worker/rules/document/standing.ts";
import type { Finding } from "../../worker/rules/review/burden.ts";
import type { Doubt } from "../../worker/rules/review/doubts.ts";
import { Item, ItemList } from "../components/list.tsx";
import { NotYet } from "./not-yet.tsx";

/** What the burden check found: what is wrong, what to do instead, what it rests on, and where to change it. */
export function Findings(props: {
  findings: readonly Finding[];
  standings: Standings;
  /** Where the item at a path is changed; undefined where it can't be. */
  href: (at: string) => string | undefined;
}) {
  if (props.findings.length === 0) return <p>没有发现加重基层负担的规定。</p>;
  return (
    <ItemList id="found">
      {props.findings.map(({ at, name, message, citation }) => (
        <Item
          title={name}
          href={props.href(at)}
          mark={props.standings.item(at).idle && <NotYet />}
          meta={`依据：${citation}`}
        >
          <p>{message}</p>
        </Item>
      ))}
    </ItemList>
  );
}

/** What is allowed but hardly meant, each with where to look again. Unlike a finding it need not be answered. */
export function Doubts(props: {
  doubts: readonly Doubt[];
  standings: Standings;
  href: (at: string) => string | undefined;
}) {
  return (
    <ItemList id="doubts">
      {props.doubts.map(({ at, name, message }) => (
        <Item title={name} href={props.href(at)} mark={props.standings.item(at).idle && <NotYet />}>
          <p>{message}</p>
        </Item>
      ))}
    </ItemList>
  );
}

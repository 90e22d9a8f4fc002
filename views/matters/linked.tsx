import type { MatterPage } from "../../worker/domain/matters/read.ts";
import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { matterStates, ties } from "../../worker/domain/matters/states.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** The matters that one was merged with or split from, for staff. */
export function LinkedMatters({ frame, page }: { frame: Frame; page: MatterPage }) {
  if (page.linked.length === 0) return null;
  return (
    <Card title="相关事项">
      <ItemList id="linked">
        {page.linked.map(({ id, number, state, tie, maySee }) => (
          <Item
            title={number}
            href={maySee ? link(frame, `/matters/${encodeURIComponent(id)}`) : undefined}
            meta={`${ties[tie]}，${matterStates[state]}`}
          />
        ))}
      </ItemList>
    </Card>
  );
}

/** The other matters of one report, each with a receipt of its own. */
export function OtherParts({ frame, receipt }: { frame: Frame; receipt: Receipt }) {
  if (receipt.parts.length === 0) return null;
  return (
    <Card title="分开办理的其他事项">
      <ItemList id="parts">
        {receipt.parts.map(({ receiptCode, number, state }) => (
          <Item
            title={number}
            href={link(frame, `/receipts/${encodeURIComponent(receiptCode)}`)}
            meta={matterStates[state]}
          />
        ))}
      </ItemList>
    </Card>
  );
}

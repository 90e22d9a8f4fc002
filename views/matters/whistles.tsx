import type { MatterPage } from "../../worker/domain/matters/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { DueBy } from "../components/state.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { CallWord } from "../whistles/state.tsx";

/** Who was called in for a matter, and who has come; and the way to call others. */
export function Whistles(props: { frame: Frame; now: Instant; page: MatterPage }) {
  const { frame, now, page } = props;
  if (page.whistles.length === 0 && !page.mayWhistle) return null;
  const form = link(frame, `/whistles/new?matterId=${encodeURIComponent(page.id)}`);
  return (
    <Card title="吹哨报到">
      {page.whistles.map(({ id, number, by, maySee, calls }) => (
        <>
          <p>
            {maySee ? (
              <a href={link(frame, `/whistles/${encodeURIComponent(id)}`)}>{`吹哨 ${number}`}</a>
            ) : (
              number
            )}
            {`，${by}吹哨`}
          </p>
          <ItemList id={`called-${id}`}>
            {calls.map(({ name, state, dueAt }) => (
              <Item
                title={name}
                mark={<CallWord state={state} />}
                meta={dueAt && <DueBy at={dueAt as Instant} now={now} />}
              />
            ))}
          </ItemList>
        </>
      ))}
      {page.mayWhistle && (
        <p>
          <LinkButton href={form}>吹哨，叫有关单位报到</LinkButton>
        </p>
      )}
    </Card>
  );
}

import { assignmentRoles, openStates } from "../../worker/domain/assignments/states.ts";
import type { MatterPage } from "../../worker/domain/matters/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { AssignmentWord } from "../assignments/state.tsx";
import { LinkButton } from "../components/button.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { DueBy } from "../components/state.tsx";
import { type Frame, link } from "../layout/frame.ts";

type Part = MatterPage["assignments"]["all"][number];

/** Which units deal with a matter, who has answered and who is late; and the way to give it to others. */
export function Assignments(props: { frame: Frame; now: Instant; page: MatterPage }) {
  const { frame, now, page } = props;
  const { all, mayDispatch } = page.assignments;
  if (all.length === 0 && !mayDispatch) return null;
  const form = link(frame, `/matters/${encodeURIComponent(page.id)}/assignments/new`);
  return (
    <Card title="承办单位">
      {all.length > 0 && <p>{summed(page.assignments)}</p>}
      <Parts frame={frame} now={now} parts={all} />
      {mayDispatch && (
        <p>
          <LinkButton href={form}>{page.assignments.open > 0 ? "增派单位" : "派给主办、协办单位"}</LinkButton>
        </p>
      )}
    </Card>
  );
}

/** `2 个单位还没有答复，其中 1 个超期。` */
function summed({ all, open, late, outcome }: MatterPage["assignments"]): string {
  if (open > 0) return `${open} 个单位还没有答复${late > 0 ? `，其中 ${late} 个超期` : ""}。`;
  if (outcome) return "主办单位已经答复，请核对后提交办理结果。";
  return all.length > 0 ? "现在没有单位在承办。" : "";
}

/** Units with their parts, the latest answer of each and by when it is due. */
export function Parts(props: { frame: Frame; now: Instant; parts: readonly Part[] }) {
  const { frame, now, parts } = props;
  if (parts.length === 0) return null;
  return (
    <ItemList id="parts">
      {parts.map((part) => (
        <Item
          title={`${assignmentRoles[part.role]}：${part.name}`}
          href={part.maySee ? link(frame, `/assignments/${encodeURIComponent(part.id)}`) : undefined}
          mark={<AssignmentWord state={part.state} />}
          meta={<Meta part={part} now={now} />}
        />
      ))}
    </ItemList>
  );
}

const isOpen = ({ state }: Part): boolean => (openStates as readonly string[]).includes(state);

function Meta({ part, now }: { part: Part; now: Instant }) {
  const { dueAt, endedAt, paused, state, answer } = part;
  const at = dueAt as Instant | null;
  if (at && isOpen(part)) return <DueBy at={at} now={now} paused={paused} />;
  if (at && state === "answered")
    return (
      <>
        <DueBy at={at} now={now} metAt={endedAt as Instant | null} />
        {answer && <p class="excerpt">{answer}</p>}
      </>
    );
  return null;
}

import type { AssignmentPage } from "../../worker/domain/assignments/read.ts";
import { assignmentRoles } from "../../worker/domain/assignments/states.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ToForm } from "../components/beside.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { MoveForm, type MoveProps, overtakenBy } from "../components/move.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import { DueBy } from "../components/state.tsx";
import type { Failed } from "../components/submit.ts";
import { Unattended } from "../components/unattended.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Parts } from "../matters/assignments.tsx";
import { AssignmentWord } from "./state.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: AssignmentPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** One unit's part in a matter: what is asked, by when, who else deals with it, and what happened since. */
export function AssignmentView(props: Shown) {
  const { frame, now, page, failed } = props;
  const path = `/assignments/${encodeURIComponent(page.id)}`;
  const gone = overtakenBy(page.offers, failed);
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead
        title={`${page.name}${assignmentRoles[page.role]}`}
        lead={<AssignmentWord state={page.state} />}
        action={page.offers.length > 0 && <ToForm href="#acts">去办理</ToForm>}
      />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      {gone && <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} />}
      <div class="with-acts">
        <div class="stack">
          <Asked {...props} />
          <Others {...props} />
        </div>
        <div class="stack" id="acts">
          <Steps {...props} action={link(frame, path)} />
          <Past {...props} title="经过" path={path} subject={`assignment:${page.id}`} />
        </div>
      </div>
    </StaffPage>
  );
}

function Asked({ frame, now, page }: Shown) {
  const { matter } = page;
  const number = matter.maySee ? (
    <a href={link(frame, `/matters/${encodeURIComponent(matter.id)}`)}>{matter.number}</a>
  ) : (
    matter.number
  );
  const due = page.due.map((clock) => ({ term: clock.called, detail: <Due clock={clock} now={now} /> }));
  return (
    <Card title="办理要求">
      <p class="as-typed">{page.body}</p>
      <DescriptionList
        items={[
          ...due,
          { term: "事项", detail: number },
          { term: "类别", detail: matter.category },
          { term: "情况", detail: matter.body },
          { term: "具体位置", detail: matter.place },
          { term: "派单", detail: `${page.by}，${formatFullMoment(page.givenAt as Instant)}` },
          { term: "答复", detail: page.answer },
          { term: "退回理由", detail: page.reason },
          { term: "退回说明", detail: page.note },
        ]}
      />
    </Card>
  );
}

function Due({ clock, now }: { clock: AssignmentPage["due"][number]; now: Instant }) {
  const { dueAt, pausedAt, basis, caution, unattended, owner } = clock;
  return (
    <>
      <DueBy at={dueAt as Instant} now={now} paused={pausedAt !== null} />
      <p class="meta">{basis}</p>
      {caution && <p class="meta">{caution}</p>}
      {unattended && (
        <p class="meta">
          <Unattended unit={unattended} />
          {`，由${owner ?? ""}代为办理`}
        </p>
      )}
    </>
  );
}

function Others({ frame, now, page }: Shown) {
  if (page.others.length === 0) return null;
  return (
    <Card title="一起承办的单位">
      <Parts frame={frame} now={now} parts={page.others} />
    </Card>
  );
}

const nextWords: Record<AssignmentPage["state"], string> = {
  assigned: "等待签收、办理。",
  accepted: "正在办理，等待答复。",
  returned: "已退回，等待答复。在那之前期限照常计时。",
  answered: "已经答复。",
  takenBack: "退回成立，不再由这个单位承办。",
  withdrawn: "已经收回，不再由这个单位承办。",
  ended: "事项已经结束。",
};

/** What a lead still waits for stands where its button would. */
function Steps(props: MoveProps & { page: AssignmentPage }) {
  const { offers, state, waitsFor } = props.page;
  const waits = waitsFor.length > 0 && <p>{`主办单位最后答复：${waitsFor.join("、")}还没有答复。`}</p>;
  if (offers.length === 0)
    return (
      <Card title="下一步">
        <p>{nextWords[state]}</p>
        {waits}
      </Card>
    );
  return (
    <Card title="办理">
      {waits}
      {offers.map((offer, index) => (
        <MoveForm {...props} offer={offer} primary={index === 0 && !offer.form.folded} />
      ))}
    </Card>
  );
}

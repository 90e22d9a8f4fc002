import type { CallPage } from "../../worker/domain/whistles/read-call.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ToForm } from "../components/beside.tsx";
import { Disclosure } from "../components/disclosure.tsx";
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
import { CallWord, StageMark } from "./state.tsx";
import { Asked } from "./told.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: CallPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** One that is called: what is asked, the next step as one button, by when, and what happened since. */
export function CallView(props: Shown) {
  const { frame, now, page, failed } = props;
  const path = `/calls/${encodeURIComponent(page.id)}`;
  const gone = overtakenBy(page.offers, failed);
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead
        title={`${page.name}报到`}
        lead={<CallWord state={page.state} />}
        action={page.offers.length > 0 && <ToForm href="#acts">去办理</ToForm>}
      />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      {gone && <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} />}
      <div class="with-acts">
        <div class="stack">
          <Asked frame={frame} whistle={page.whistle} matter={page.matter} linked />
          <Stages {...props} />
        </div>
        <div class="stack" id="acts">
          <Steps {...props} action={link(frame, path)} />
          <Past {...props} title="经过" path={path} subject={`call:${page.id}`} />
        </div>
      </div>
    </StaffPage>
  );
}

/** The next step as one button; whoever is further already says so below. */
function Steps(props: MoveProps & { page: CallPage }) {
  const [next, ...others] = props.page.offers;
  if (!next) return <WhatNext page={props.page} />;
  return (
    <Card title="下一步">
      <MoveForm {...props} offer={next} primary />
      {others.map((offer) =>
        offer.form.folded === undefined ? (
          <Disclosure summary={`直接${offer.label}`} open={props.failed?.form === offer.resource}>
            <MoveForm {...props} offer={offer} primary={false} />
          </Disclosure>
        ) : (
          <MoveForm {...props} offer={offer} primary={false} />
        ),
      )}
    </Card>
  );
}

const nextWords: Record<CallPage["state"], string> = {
  called: "等待签收。",
  signed: "已签收，等待报到。",
  contacted: "已联系，等待报到。",
  reportedIn: "已报到，正在办理。",
  objected: "提出了异议，等吹哨单位裁定。在那之前各步期限照常计时。",
  done: "已经完成。",
  excused: "异议成立，不需报到。",
  withdrawn: "吹哨已撤回，不再需要报到。",
};

function WhatNext({ page }: { page: CallPage }) {
  return (
    <Card title="下一步">
      <p>{nextWords[page.state]}</p>
    </Card>
  );
}

function Stages({ now, page }: Shown) {
  const running = page.due.map(({ called, dueAt, basis, caution, unattended, owner }) => ({
    term: called,
    detail: (
      <>
        <DueBy at={dueAt as Instant} now={now} />
        <p class="meta">{basis}</p>
        {caution && <p class="meta">{caution}</p>}
        {unattended && (
          <p class="meta">
            <Unattended unit={unattended} />
            {`，由${owner ?? ""}代为办理`}
          </p>
        )}
      </>
    ),
  }));
  return (
    <Card title="各步情况">
      {page.stages
        .filter(({ runs }) => !runs)
        .map((stage) => (
          <p>
            <StageMark stage={stage} now={now} />
          </p>
        ))}
      <DescriptionList
        items={[
          ...running,
          { term: "办结情况", detail: page.outcome },
          { term: "异议", detail: page.objection },
          { term: "裁定", detail: page.ruling },
        ]}
      />
    </Card>
  );
}

import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import { formatDueBy, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ToForm } from "../components/beside.tsx";
import { LinkButton } from "../components/button.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import type { Failed } from "../components/submit.ts";
import { Unattended } from "../components/unattended.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Overtaken, Report, Review } from "./forms.tsx";
import { ResolutionMark } from "./state.tsx";

/** One resolution: what was decided, who carries it out by when, and what happened since. */
export function ResolutionView(props: {
  frame: Frame;
  now: Instant;
  page: ResolutionPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, page } = props;
  const path = `/resolutions/${encodeURIComponent(page.id)}`;
  const forms = { ...props, action: link(frame, path) };
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead
        title={`第 ${page.number} 号${page.kind === "task" ? "任务" : "决定"}`}
        lead={<ResolutionMark resolution={page} now={now} />}
        action={
          <>
            {page.offers.length > 0 && <ToForm href="#acts">去办理</ToForm>}
            {page.mayEdit && <LinkButton href={link(frame, `${path}/edit`)}>修改</LinkButton>}
          </>
        }
      />
      <ErrorSummary problems={props.failed?.attempt.problems ?? []} />
      <Overtaken page={page} failed={props.failed} />
      <div class="with-acts">
        <Content frame={frame} now={now} page={page} />
        <div class="stack" id="acts">
          <Report {...forms} />
          <Review {...forms} />
          {page.offers.length === 0 && <WhatNext page={page} />}
          <Past {...props} title="办理经过" path={path} subject={`resolution:${page.id}`} />
        </div>
      </div>
    </StaffPage>
  );
}

function Content(props: { frame: Frame; now: Instant; page: ResolutionPage }) {
  const { frame, now, page } = props;
  const { meeting } = page;
  const meetingWords = `${meeting.title}，${formatMoment(meeting.startsAt as Instant, now)}`;
  return (
    <Card title="决议内容">
      <p class="as-typed">{page.body}</p>
      <DescriptionList
        items={[
          { term: "主办单位", detail: page.leadName },
          {
            term: "无人值守",
            detail:
              page.unattended.length > 0
                ? page.unattended.map(({ unit, answering }) => (
                    <p>
                      <Unattended unit={unit} />
                      ，由{answering}代为办理
                    </p>
                  ))
                : null,
          },
          { term: "协办单位", detail: page.assistants.length > 0 ? page.assistants.join("、") : null },
          {
            term: "完成期限",
            detail: page.dueAt && <Due at={page.dueAt as Instant} now={now} basis={page.dueBasis} />,
          },
          {
            term: "会议",
            detail: page.maySeeMeeting ? (
              <a href={link(frame, `/meetings/${encodeURIComponent(meeting.id)}`)}>{meetingWords}</a>
            ) : (
              meetingWords
            ),
          },
          { term: "记录人", detail: `${page.loggedBy}，${formatMoment(page.loggedAt as Instant, now)}` },
        ]}
      />
    </Card>
  );
}

function Due(props: { at: Instant; now: Instant; basis: string | null }) {
  return (
    <>
      <time datetime={props.at}>{formatDueBy(props.at, props.now)}</time>
      {props.basis && <p class="meta">{props.basis}</p>}
    </>
  );
}

const nextWords: Record<ResolutionPage["state"], string> = {
  decided: "这是会议的决定，没有需要办理的任务。",
  open: "主办单位正在办理，完成后由会议的召开单位验收。",
  done: "主办单位已报告完成，等待会议的召开单位验收。",
  accepted: "任务已验收完成。",
};

function WhatNext(props: { page: ResolutionPage }) {
  return (
    <Card title="下一步">
      <p>{nextWords[props.page.state]}</p>
    </Card>
  );
}

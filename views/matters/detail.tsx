import type { MatterPage } from "../../worker/domain/matters/read.ts";
import { formatDueBy, formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ToForm } from "../components/beside.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import { Photos } from "../components/photos.tsx";
import { DueBy } from "../components/state.tsx";
import { type Failed, intoMain, keyOf } from "../components/submit.ts";
import { Unattended } from "../components/unattended.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Assignments } from "./assignments.tsx";
import { LinkedMatters } from "./linked.tsx";
import { Moves, Overtaken } from "./moves.tsx";
import { SettledBy } from "./settled.tsx";
import { MatterMark } from "./state.tsx";
import { Whistles } from "./whistles.tsx";

/** A reporter's contact data, shown once to the person who asked for it. */
export type Revealed = { reporterName: string | null; reporterPhone: string | null };

/** A matter as its caseworkers see it: what, where, by when, what can be done, what happened so far. */
export function MatterView(props: {
  frame: Frame;
  now: Instant;
  page: MatterPage;
  revealed?: Revealed | undefined;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, page } = props;
  const path = `/matters/${encodeURIComponent(page.id)}`;
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead
        title={page.category}
        lead={<Lead page={page} now={now} />}
        action={page.offers.length > 0 && <ToForm href="#acts">去办理</ToForm>}
      />
      <ErrorSummary problems={props.failed?.attempt.problems ?? []} />
      <Overtaken page={page} failed={props.failed} />
      <div class="with-acts">
        <div class="stack">
          <Told {...props} />
          <Assignments {...props} />
          <LinkedMatters {...props} />
          <SettledBy {...props} />
          <Whistles {...props} />
        </div>
        <div class="stack" id="acts">
          <Moves {...props} action={link(frame, path)} />
          <Past {...props} title="办理进程" path={path} subject={`matter:${page.id}`} />
        </div>
        <Facts {...props} />
      </div>
    </StaffPage>
  );
}

function Lead(props: { page: MatterPage; now: Instant }) {
  return (
    <span class="due">
      <MatterMark
        {...props.page}
        exclusion={props.page.exclusion?.state ?? null}
        dueAt={null}
        now={props.now}
      />
      编号 {props.page.number}
    </span>
  );
}

function Told(props: Parameters<typeof MatterView>[0]) {
  const { frame, page, now } = props;
  return (
    <Card title="诉求内容">
      <p class="as-typed">{page.body}</p>
      {page.photos.length > 0 && (
        <Photos photos={page.photos} at={link(frame, `/matters/${encodeURIComponent(page.id)}/photos`)} />
      )}
      <DescriptionList
        items={[
          { term: "具体位置", detail: page.place },
          ...page.due.map(({ called, dueAt, pausedAt, owner, unattended, caution, basis }) => ({
            term: called,
            detail: (
              <>
                <Due at={dueAt as Instant} now={now} owner={owner} paused={pausedAt !== null} />
                {owner && <Whose owner={owner} unattended={unattended} />}
                <p class="meta">{basis}</p>
                {caution && <p class="meta">{caution}</p>}
              </>
            ),
          })),
          ...page.toBegin.map(({ called, within }) => ({ term: called, detail: within })),
        ]}
      />
    </Card>
  );
}

function Whose({ owner, unattended }: { owner: string; unattended: string | null }) {
  if (unattended === null) return <p class="meta">{owner}办理</p>;
  return (
    <p class="meta">
      <Unattended unit={unattended} />
      ，由{owner}办理
    </p>
  );
}

/** Only who must keep a clock can be late: while the resident decides, nobody here is. */
function Due(props: { at: Instant; now: Instant; owner: string | null; paused: boolean }) {
  if (props.owner !== null) return <DueBy at={props.at} now={props.now} paused={props.paused} />;
  return <time datetime={props.at}>{formatDueBy(props.at, props.now)}</time>;
}

function Facts(props: Parameters<typeof MatterView>[0]) {
  const { page } = props;
  return (
    <Card title="上报情况">
      <DescriptionList
        items={[
          { term: "所在组织", detail: page.lineage.map(({ name }) => name).join(" / ") },
          { term: "来源", detail: page.sourceName },
          { term: "来件编号", detail: page.externalNumber },
          { term: "上报时间", detail: formatFullMoment(page.reportedAt as Instant) },
          { term: "紧急程度", detail: page.urgency },
          { term: "办理层级", detail: page.levelName },
          { term: "经办人", detail: page.handlerName },
        ]}
      />
      <Reporter {...props} />
    </Card>
  );
}

function Reporter(props: Parameters<typeof MatterView>[0]) {
  const { page, revealed } = props;
  if (!page.reporterName && !page.reporterPhone) return <p class="meta">没有上报人的联系方式。</p>;
  const shown = revealed ?? page;
  return (
    <>
      <DescriptionList
        items={[
          { term: "称呼", detail: shown.reporterName },
          {
            term: "联系电话",
            detail: revealed?.reporterPhone ? <Phone number={revealed.reporterPhone} /> : page.reporterPhone,
          },
        ]}
      />
      {revealed ? <p class="hint">这次查看已记入操作记录。离开本页后会重新隐藏。</p> : <Reveal {...props} />}
    </>
  );
}

function Reveal({ frame, page, idempotencyKey }: Parameters<typeof MatterView>[0]) {
  if (!page.mayReveal) return <p class="hint">联系方式只有现在办理这件事项的单位和它的上级可以查看。</p>;
  const action = link(frame, `/matters/${encodeURIComponent(page.id)}/reporter`);
  return (
    <Form action={action} idempotencyKey={keyOf(idempotencyKey, "reporter")} htmx={intoMain(action)}>
      <p class="hint">联系方式只用于办理本事项。每次查看都会记入操作记录。</p>
      <div>
        <Button>查看联系方式</Button>
      </div>
    </Form>
  );
}

function Phone(props: { number: string }) {
  return <a href={`tel:${props.number}`}>{props.number}</a>;
}

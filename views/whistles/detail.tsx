import type { WhistlePage } from "../../worker/domain/whistles/read.ts";
import { whistleStages } from "../../worker/rules/schema/words.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, LinkButton } from "../components/button.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { MoveForm, overtakenBy } from "../components/move.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import type { Failed } from "../components/submit.ts";
import { Unsaved } from "../components/unsaved.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { CallWord, StageMark, WhistleWord } from "./state.tsx";
import { Asked } from "./told.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: WhistlePage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** One whistle: who has come, who hasn't and who is late; what was asked; what happened since. */
export function WhistleView(props: Shown) {
  const { frame, now, page, failed } = props;
  const path = `/whistles/${encodeURIComponent(page.id)}`;
  const gone = overtakenBy(page.offers, failed);
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead title={`吹哨 ${page.number}`} lead={<WhistleWord state={page.state} />} />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      {gone && <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} />}
      <div class="with-acts">
        <div class="stack">
          <Callees {...props} />
          <Asked frame={frame} whistle={page} matter={page.matter} />
        </div>
        <div class="stack" id="acts">
          {page.offers.length > 0 && (
            <Card title="办理">
              {page.offers.map((offer) => (
                <MoveForm {...props} action={link(frame, path)} offer={offer} primary={false} />
              ))}
            </Card>
          )}
          <Past {...props} title="经过" path={path} subject={`whistle:${page.id}`} />
        </div>
      </div>
    </StaffPage>
  );
}

/** At a glance: `共叫 5 个，已报到 3 个，超期 1 个`. */
function summaryOf({ calls }: WhistlePage, now: Instant): string {
  const came = calls.filter(({ state }) => state === "reportedIn" || state === "done").length;
  const late = calls.filter(({ stages }) => stages.some(({ runs, dueAt }) => runs && dueAt < now)).length;
  const objecting = calls.filter(({ state }) => state === "objected").length;
  return [
    `共叫 ${calls.length} 个`,
    `已报到 ${came} 个`,
    late > 0 && `正在超期 ${late} 个`,
    objecting > 0 && `待裁定异议 ${objecting} 个`,
  ]
    .filter(Boolean)
    .join("，");
}

function Callees({ frame, now, page }: Shown) {
  return (
    <Card title="报到情况">
      <p>{summaryOf(page, now)}</p>
      <p class="meta">
        {`按规则要${page.stages.map((stage) => whistleStages[stage]).join("、")}，期限都自吹哨起算。`}
      </p>
      <ItemList id="calls">
        {page.calls.map((call) => (
          <Item
            title={call.name}
            href={call.maySee ? link(frame, `/calls/${encodeURIComponent(call.id)}`) : undefined}
            mark={<CallWord state={call.state} />}
            meta={call.answering && `无人值守，由${call.answering}代为办理`}
          >
            {call.stages.map((stage) => (
              <p>
                <StageMark stage={stage} now={now} />
              </p>
            ))}
            {call.outcome && <p class="as-typed">{`办结情况：${call.outcome}`}</p>}
            {call.objection && <p class="as-typed">{`异议：${call.objection}`}</p>}
            {call.ruling && <p class="as-typed">{`裁定：${call.ruling}`}</p>}
            {call.state === "objected" && call.maySee && (
              <Actions>
                <LinkButton href={link(frame, `/calls/${encodeURIComponent(call.id)}`)}>
                  查看异议<span class="unseen">{call.name}</span>
                </LinkButton>
              </Actions>
            )}
          </Item>
        ))}
      </ItemList>
    </Card>
  );
}

import type { FilingPage } from "../../worker/domain/filings/read.ts";
import { type Coming, comings } from "../../worker/domain/filings/states.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ToForm } from "../components/beside.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { MoveForm, overtakenBy } from "../components/move.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import { DueBy } from "../components/state.tsx";
import type { Failed } from "../components/submit.ts";
import { Unattended } from "../components/unattended.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Absent } from "./absent.tsx";
import { FilingWord } from "./state.tsx";
import { FiledWhistles } from "./whistles.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: FilingPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** One month's filing: to whom and by when, who came and who didn't, each whistle; what can be done, what happened. */
export function FilingView(props: Shown) {
  const { frame, now, page, failed } = props;
  const path = `/filings/${encodeURIComponent(page.id)}`;
  const gone = overtakenBy(page.offers, failed);
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead
        title={`${page.monthName}“${page.kindName}”报备`}
        lead={<FilingWord {...page} dueAt={page.due?.dueAt ?? null} />}
        action={page.offers.length > 0 && <ToForm href="#acts">去办理</ToForm>}
      />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      {gone && <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} />}
      <div class="with-acts">
        <div class="stack">
          <Overview {...props} />
          <Absent page={page} now={now} />
        </div>
        <div class="stack on-screen" id="acts">
          <Acts {...props} action={link(frame, path)} />
          <Past {...props} title="经过" path={path} subject={`filing:${page.id}`} />
        </div>
      </div>
      <FiledWhistles {...props} />
    </StaffPage>
  );
}

/** What is told in the page, as it is posted with the filing. */
function Acts(props: Shown & { action: string }) {
  const { page } = props;
  if (page.offers.length === 0 && page.waits === null) return null;
  const named = page.absent.filter(({ struck }) => struck === null);
  return (
    <Card title="办理">
      {page.waits && <p>{`${page.waits}。`}</p>}
      {page.offers.map((offer) => (
        <MoveForm
          {...props}
          offer={offer}
          primary={offer.name === "file"}
          kept={
            offer.name === "file" &&
            named.map(({ call }) => <input type="hidden" name="named" value={call} />)
          }
        />
      ))}
    </Card>
  );
}

/** `吹哨 12 次，叫 35 个：按期报到 20，超期报到 5，没有报到 3` */
function countsSaid({ comings: counts, whistles }: FilingPage): string {
  const all = Object.keys(comings) as Coming[];
  const called = all.reduce((sum, coming) => sum + counts[coming], 0);
  const told = all
    .filter((coming) => counts[coming] > 0)
    .map((coming) => `${comings[coming]} ${counts[coming]}`);
  const blown = whistles === null ? "" : `吹哨 ${whistles.length} 次，`;
  return `${blown}叫 ${called} 个：${told.join("，")}`;
}

function Overview({ now, page }: Shown) {
  const { due, filedAt, filedBy } = page;
  return (
    <Card title="概况">
      <p>{countsSaid(page)}</p>
      <p class="meta">
        {page.state === "filed"
          ? "以下是报备时的情况。"
          : "以下是现在的情况，报备以前随报到变化，报备时定下来。"}
      </p>
      <DescriptionList
        items={[
          { term: "报备单位", detail: page.unit },
          { term: "报备对象", detail: page.to },
          { term: "报备期限", detail: due && <Due due={due} filedAt={filedAt} now={now} /> },
          { term: "报备", detail: filedAt && `${filedBy ?? ""} ${formatFullMoment(filedAt as Instant)}` },
        ]}
      />
    </Card>
  );
}

function Due(props: { due: NonNullable<FilingPage["due"]>; filedAt: string | null; now: Instant }) {
  const { due, filedAt, now } = props;
  return (
    <>
      {filedAt === null ? (
        <DueBy at={due.dueAt as Instant} now={now} />
      ) : (
        <time datetime={due.dueAt}>{formatFullMoment(due.dueAt as Instant)}</time>
      )}
      <p class="meta">{due.basis}</p>
      {due.caution && <p class="meta">{due.caution}</p>}
      {filedAt === null && due.unattended && (
        <p class="meta">
          <Unattended unit={due.unattended} />
          {`，由${due.owner ?? ""}代为办理`}
        </p>
      )}
    </>
  );
}

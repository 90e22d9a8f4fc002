import type { publicationPage } from "../../worker/domain/rules/publication.ts";
import type { Standings } from "../../worker/rules/document/standing.ts";
import { formatDueBy, formatFullDate } from "../../worker/time/format.ts";
import type { Instant, LocalDate } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { DateField } from "../components/date-field.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Table } from "../components/table.tsx";
import { TextArea } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { DifferenceCards } from "./differences.tsx";
import { Doubts, Findings } from "./findings.tsx";
import { NotYetNote } from "./not-yet.tsx";

type Page = Awaited<ReturnType<typeof publicationPage>>;
type Props = {
  frame: Frame;
  page: Page;
  standings: Standings;
  attempt: Attempt;
  today: LocalDate;
  now: Instant;
  idempotencyKey: string;
};

/** The last look before a draft becomes the rules: what changes, what it costs, which clocks it would move. */
export function PublicationPage(props: Props) {
  const { frame, page, standings } = props;
  const at = (path: string) => link(frame, `/rules/${page.number}${path}`);
  return (
    <StaffPage frame={frame}>
      <PageHead title={`发布规则第 ${page.number} 版`} lead="发布后不能再改；要改就起草新的一版。" />
      <ErrorSummary problems={props.attempt.problems} />
      <Warnings page={page} />
      <Changes {...props} />
      {page.findings.length > 0 && (
        <Card title={`减负检查（${page.findings.length} 处提示）`}>
          <Findings findings={page.findings} standings={standings} href={(path) => at(`/items/${path}`)} />
        </Card>
      )}
      {page.doubts.length > 0 && (
        <Card title={`请核对（${page.doubts.length} 处）`}>
          <p>这些规定可以发布，但可能不是本意。</p>
          <Doubts doubts={page.doubts} standings={standings} href={(path) => at(`/items/${path}`)} />
        </Card>
      )}
      {page.problems.length === 0 ? <Publish {...props} /> : <LinkButton href={at("")}>返回草案</LinkButton>}
    </StaffPage>
  );
}

/** What stands in the way, and what should be known before. */
function Warnings({ page }: Pick<Props, "page">) {
  const { problems, coming, basedOn, running } = page;
  return (
    <>
      {problems.length > 0 && (
        <Notice kind="warning">
          <p>现在还不能发布。请先在草案里改回，或先调整这些单位：</p>
          {problems.map(({ message }) => (
            <p>{message}</p>
          ))}
        </Notice>
      )}
      {coming.map(({ number, effectiveFrom }) => (
        <Notice kind="warning">
          {`第 ${number} 版已经发布，${formatFullDate(effectiveFrom as Instant)}起生效，到时会取代在它之前生效的版本。不需要的话请先撤回那一版。`}
        </Notice>
      ))}
      {basedOn !== null && basedOn !== running && (
        <Notice kind="warning">
          {`这份草案从第 ${basedOn} 版起草，现行的已是第 ${running} 版。第 ${running} 版改过的内容会按草案改回去，请逐项核对下面的差别。`}
        </Notice>
      )}
    </>
  );
}

function Publish(props: Props) {
  const { frame, page, attempt } = props;
  const at = (path: string) => link(frame, `/rules/${page.number}${path}`);
  const hidden = { revision: page.revision, running: page.running };
  return (
    <Form action={at("/publication")} idempotencyKey={props.idempotencyKey} hidden={hidden}>
      <Clocks {...props} />
      <TextArea
        name="note"
        label="修改说明"
        hint="改了什么、依据什么文件。留在版本记录里。"
        most={400}
        rows={3}
        attempt={attempt}
      />
      <DateField
        name="effectiveOn"
        label="生效日期"
        hint="不填或填今天，发布后立即生效；填以后的日期，从那天零时起生效。"
        min={props.today}
        attempt={attempt}
        optional
      />
      {page.findings.length > 0 && <Reason attempt={attempt} />}
      <Actions>
        <Button kind="primary">发布</Button>
        <LinkButton href={at("")}>返回草案</LinkButton>
      </Actions>
    </Form>
  );
}

function Reason({ attempt }: Pick<Props, "attempt">) {
  return (
    <TextArea
      name="reason"
      label="保留减负提示的理由"
      hint="为什么不照提示修改。留在版本记录里。"
      most={400}
      rows={3}
      attempt={attempt}
    />
  );
}

function Changes({ page, standings }: Props) {
  const { differences } = page;
  if (differences.length === 0) return <Notice kind="warning">草案与现行规则没有差别。</Notice>;
  return (
    <Disclosure summary={`与现行规则有 ${differences.length} 处差别`} open={differences.length <= 10}>
      {differences.some(({ acts }) => !acts) && <NotYetNote />}
      <DifferenceCards differences={differences} standings={standings} before="现行" after="草案" />
    </Disclosure>
  );
}

/** The clocks that would show another time, and whether they are to be moved. By default none is. */
function Clocks({ page, attempt, now }: Props) {
  const { clocks, cut, looked } = page;
  const scope = cut ? `最近到期的 ${looked} 个期限中，` : "正在计时的期限中，";
  if (clocks.length === 0) {
    return <p>{`${scope}没有一个会因新规则而不同。正在计时的期限一律按原来的规则走完。`}</p>;
  }
  return (
    <Card title="正在计时的期限" id="clocks">
      <p>{`${scope}有 ${clocks.length} 个按新规则计算会不同。除非您在这里决定改动，它们按原来的规则走完。`}</p>
      {cut && <p class="meta">其余期限不在本页列出，一律不改动。</p>}
      <MoveChoice count={clocks.length} attempt={attempt} />
      {clocks.map(({ clock }) => (
        <input type="hidden" name="listed" value={clock.id} />
      ))}
      <Table
        caption="会不同的期限"
        rows={clocks}
        columns={[
          { label: "事由", heading: true, cell: ({ clock }) => shortened(clock.title) },
          { label: "期限", cell: ({ clock }) => clock.called },
          { label: "现在", whole: true, cell: ({ clock }) => formatDueBy(clock.dueAt as Instant, now) },
          { label: "按新规则", whole: true, cell: ({ due }) => formatDueBy(due.due, now) },
          { label: "改后", cell: ({ due }) => (due.due < now ? "立即超期" : "") },
        ]}
      />
    </Card>
  );
}

function MoveChoice(props: { count: number; attempt: Attempt }) {
  const attempt = { ...props.attempt, values: { move: "no", ...props.attempt.values } };
  const options = [
    { value: "no", label: "都不改动" },
    {
      value: "listed",
      label: `下面列出的 ${props.count} 个都改为新的时间`,
      hint: "只在今天生效时可以。每件事项和决议的记录里会写明。",
    },
  ];
  return <Radios name="move" label="这些期限怎么办" attempt={attempt} options={options} />;
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

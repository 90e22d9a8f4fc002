import type { rulesOverview } from "../../worker/domain/rules/overview.ts";
import type { PublishedVersion } from "../../worker/domain/rules/version.ts";
import type { Standings } from "../../worker/rules/document/standing.ts";
import { formatFullDate, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Form } from "../components/form.tsx";
import { Card, DescriptionList, Item, ItemList } from "../components/list.tsx";
import { Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { logOf } from "../components/past.tsx";
import { keyOf } from "../components/submit.ts";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Findings } from "./findings.tsx";
import { NotYetNote, standingWords } from "./not-yet.tsx";
import { heldIn } from "./section.tsx";
import { sectionsOf } from "./sections.tsx";
import { versionWords } from "./versions.tsx";

/** What is about to change: versions to come, and drafts somebody is writing. */
export type Ahead = Pick<Awaited<ReturnType<typeof rulesOverview>>, "coming" | "drafts">;

type Props = {
  frame: Frame;
  version: PublishedVersion;
  presetName: string | undefined;
  ahead: Ahead;
  standings: Standings;
  now: Instant;
  idempotencyKey: string;
};

/** A published version at a glance: where it stands, its sections, and what can be done with it. */
export function VersionPage(props: Props) {
  const { frame, version } = props;
  const at = (path: string) => link(frame, `/rules/${version.number}${path}`);
  const running = version.state === "running";
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={running ? "规则" : `规则第 ${version.number} 版`}
        lead={
          running
            ? "事项和决议的期限、会议类型按这里的规则计算，有依据的注明依据。"
            : "这一版的规则和它的来历。"
        }
      />
      <Coming {...props} />
      <VersionFacts {...props} />
      <KeptFindings {...props} />
      <VersionActions {...props} />
      <Card title="规则内容">
        <NotYetNote />
        <ItemList id="sections">
          {sectionsOf.map(({ id, title }) => (
            <Item
              title={title}
              href={at(`/sections/${id}`)}
              meta={standingWords(props.standings.sections(heldIn(id)))}
            />
          ))}
          <Item title="全文" href={at("/full")} meta="便于查找和打印" />
        </ItemList>
      </Card>
      <FileLinks frame={frame} number={version.number} />
      <Withdrawal {...props} />
    </StaffPage>
  );
}

function Coming({ frame, ahead, now }: Props) {
  const at = (number: number, path = "") => link(frame, `/rules/${number}${path}`);
  return (
    <>
      {ahead.coming.map(({ number, effectiveFrom, note }) => (
        <Notice kind="information">
          {`第 ${number} 版 ${formatFullDate(effectiveFrom as Instant)}起生效：${note}。`}
          <a href={at(number, "/differences")}>看改了什么</a>
        </Notice>
      ))}
      {ahead.drafts.map(({ number, by, at: changedAt }) => (
        <Notice kind="information">
          {`有一份没发布的草案（第 ${number} 版，${by}，${formatMoment(changedAt as Instant, now)} 改过）。`}
          <a href={at(number)}>继续修改</a>
        </Notice>
      ))}
    </>
  );
}

/** When a version began, who published it, why. */
function VersionFacts({ version, presetName, now }: Props) {
  const { effectiveFrom, state, note, reason, by, at, basedOn, withdrawn } = version;
  return (
    <DescriptionList
      items={[
        { term: "状态", detail: versionWords[state] },
        { term: "生效日期", detail: effectiveFrom && formatFullDate(effectiveFrom as Instant) },
        { term: "做法模板", detail: presetName },
        { term: "起草自", detail: basedOn && `第 ${basedOn} 版` },
        // The first version came with the county; its note only names the preset once more.
        { term: "说明", detail: version.number === 1 ? null : note },
        { term: "保留减负提示的理由", detail: reason },
        { term: "发布人", detail: `${by}，${formatMoment(at as Instant, now)}` },
        {
          term: "撤回人",
          detail: withdrawn && `${withdrawn.by}，${formatMoment(withdrawn.at as Instant, now)}`,
        },
      ]}
    />
  );
}

/** What the burden check found when the version was published, which is on record with the reason. */
function KeptFindings({ version, standings }: Props) {
  const { findings } = version;
  if (findings.length === 0) return null;
  return (
    <Disclosure summary={`发布时的 ${findings.length} 处减负提示`}>
      <Findings findings={findings} standings={standings} href={() => undefined} />
    </Disclosure>
  );
}

/** What can be done with a published version. */
function VersionActions({ frame, version, idempotencyKey }: Props) {
  const at = (path: string) => link(frame, `/rules/${version.number}${path}`);
  const running = version.state === "running";
  const log = logOf(frame, `rules:${version.number}`);
  return (
    <Actions>
      {version.mayDraft && (
        <StartForm frame={frame} number={version.number} idempotencyKey={idempotencyKey}>
          {running ? "修改规则" : "以这一版起草"}
        </StartForm>
      )}
      {!running && <LinkButton href={at("/differences")}>与现行规则对比</LinkButton>}
      {version.basedOn && <LinkButton href={at("/differences?against=base")}>这一版改了什么</LinkButton>}
      <LinkButton href={at("/differences?against=preset")}>与做法模板对比</LinkButton>
      <LinkButton href={at("/preview")}>日历和期限示例</LinkButton>
      <LinkButton href={link(frame, "/rules/versions")}>全部版本</LinkButton>
      {log !== undefined && <LinkButton href={log}>操作记录</LinkButton>}
    </Actions>
  );
}

function Withdrawal({ frame, version, idempotencyKey }: Props) {
  if (!version.mayDraft || version.state !== "scheduled") return null;
  return (
    <Form
      action={link(frame, `/rules/${version.number}/withdrawal`)}
      idempotencyKey={keyOf(idempotencyKey, "withdraw")}
    >
      <p>这一版还没有生效。撤回后按现行规则继续，这一版留在版本记录里。</p>
      <Actions>
        <Button kind="danger">撤回这一版</Button>
      </Actions>
    </Form>
  );
}

function StartForm(props: { frame: Frame; number: number; idempotencyKey: string; children: Child }) {
  return (
    <Form
      action={link(props.frame, "/rules/versions")}
      idempotencyKey={keyOf(props.idempotencyKey, "start")}
      hidden={{ from: `version:${props.number}` }}
    >
      <Button kind="primary">{props.children}</Button>
    </Form>
  );
}

/** The whole rule set as a file, to keep or to give to another county. */
export function FileLinks(props: { frame: Frame; number: number }) {
  const file = (kind: string) => link(props.frame, `/rules/${props.number}/file.${kind}`);
  return (
    <p class="meta">
      导出全部规则：<a href={file("yaml")}>YAML 文件</a>（便于阅读和手工修改），
      <a href={file("json")}>JSON 文件</a>
    </p>
  );
}

import type { RuleVersion } from "../../worker/domain/rules/read.ts";
import type { Instant } from "../../worker/rules/time.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { keyOf } from "../components/submit.ts";
import { formatFullDate, formatMoment } from "../format.ts";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { RuleSection, sectionsOf } from "./sections.tsx";
import { versionWords } from "./versions.tsx";

type Props = {
  frame: Frame;
  version: RuleVersion;
  presetName: string;
  mayDraft: boolean;
  now: Instant;
  idempotencyKey: string;
};

/** A published version: its rules in words, where they come from, and what can be done with them. */
export function VersionPage(props: Props) {
  const { version } = props;
  return (
    <StaffPage frame={props.frame}>
      <PageHead title={`规则第 ${version.version} 版`} lead={`${versionWords[version.state]}。`} />
      <VersionFacts {...props} />
      <VersionActions {...props} />
      <Contents />
      {sectionsOf.map(({ id }) => (
        <RuleSection id={id} rules={version.rules} />
      ))}
    </StaffPage>
  );
}

/** When a version began, who published it, why. */
export function VersionFacts({ version, presetName, now }: Props) {
  const { effectiveFrom, state, note, reason, by, at, basedOn } = version;
  const begins = effectiveFrom && state !== "withdrawn" ? formatFullDate(effectiveFrom as Instant) : null;
  return (
    <DescriptionList
      items={[
        { term: "状态", detail: versionWords[state] },
        { term: "生效日期", detail: begins },
        { term: "做法模板", detail: presetName },
        { term: "起草自", detail: basedOn ? `第 ${basedOn} 版` : null },
        { term: "说明", detail: note === "" || note === `采用${presetName}` ? null : note },
        { term: "保留减负提示的理由", detail: reason },
        { term: "发布人", detail: `${by}，${formatMoment(at as Instant, now)}` },
      ]}
    />
  );
}

/** What can be done with a published version. */
export function VersionActions({ frame, version, mayDraft, idempotencyKey }: Props) {
  const at = (path: string) => link(frame, `/rules/${version.version}${path}`);
  return (
    <>
      <Actions>
        {mayDraft && (
          <StartForm frame={frame} version={version.version} idempotencyKey={idempotencyKey}>
            {version.state === "running" ? "修改规则" : "以这一版起草"}
          </StartForm>
        )}
        {version.state !== "running" && <LinkButton href={at("/differences")}>与现行规则对比</LinkButton>}
        <LinkButton href={at("/differences?against=preset")}>与做法模板对比</LinkButton>
        <LinkButton href={at("/preview")}>日历和期限示例</LinkButton>
        <LinkButton href={link(frame, "/rules/versions")}>全部版本</LinkButton>
      </Actions>
      <FileLinks frame={frame} version={version.version} />
      {mayDraft && version.state === "scheduled" && (
        <Form action={at("/withdrawal")} idempotencyKey={keyOf(idempotencyKey, "withdraw")}>
          <p>这一版还没有生效。撤回后按现行规则继续，这一版留在版本记录里。</p>
          <Actions>
            <Button kind="danger">撤回这一版</Button>
          </Actions>
        </Form>
      )}
    </>
  );
}

function StartForm(props: { frame: Frame; version: number; idempotencyKey: string; children: Child }) {
  return (
    <Form
      action={link(props.frame, "/rules/versions")}
      idempotencyKey={keyOf(props.idempotencyKey, "start")}
      hidden={{ from: `version:${props.version}` }}
    >
      <Button kind="primary">{props.children}</Button>
    </Form>
  );
}

/** The whole rule set as a file, to keep or to give to another county. */
export function FileLinks(props: { frame: Frame; version: number }) {
  const file = (kind: string) => link(props.frame, `/rules/${props.version}/file.${kind}`);
  return (
    <p class="meta">
      导出全部规则：<a href={file("yaml")}>YAML 文件</a>（便于阅读和手工修改），
      <a href={file("json")}>JSON 文件</a>
    </p>
  );
}

/** Links to the sections further down. */
export function Contents() {
  return (
    <nav aria-label="规则目录">
      <ul class="contents">
        {sectionsOf.map(({ id, title }) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

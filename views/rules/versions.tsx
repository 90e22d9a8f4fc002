import type { ruleHistory } from "../../worker/domain/rules/history.ts";
import type { VersionState } from "../../worker/domain/rules/states.ts";
import { formatFullDate, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type OptionGroup, Select } from "../components/select.tsx";
import { keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

type History = Awaited<ReturnType<typeof ruleHistory>>;
type Version = History["versions"][number];

export const versionWords: Readonly<Record<VersionState, string>> = {
  draft: "草案",
  discarded: "已放弃的草案",
  scheduled: "待生效",
  running: "现行",
  past: "已被替代",
  withdrawn: "生效前已撤回",
};

/** All versions of the rules with their drafts, and where a new draft begins. */
export function VersionsPage(props: {
  frame: Frame;
  history: History;
  presets: readonly { key: string; name: string }[];
  now: Instant;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, history } = props;
  const { versions, mayDraft } = history;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="规则版本"
        lead="规则每修改一次成为新的一版。每件事项、每次会议一直按它开始时的那一版计算期限。"
      />
      <ErrorSummary problems={props.attempt.problems} />
      {mayDraft && <Start {...props} />}
      <Card title="全部版本">
        <ItemList id="versions">
          {versions.map((version) => (
            <VersionItem version={version} frame={frame} now={props.now} />
          ))}
        </ItemList>
      </Card>
      {mayDraft && <Import {...props} />}
    </StaffPage>
  );
}

function VersionItem({ version, frame, now }: { version: Version; frame: Frame; now: Instant }) {
  const { state, effectiveFrom, by, at, note, basedOn } = version;
  const isDraft = state === "draft" || state === "discarded";
  const when = effectiveFrom
    ? `${formatFullDate(effectiveFrom as Instant)}${state === "scheduled" ? "起生效" : "生效"}`
    : "";
  const who = `${by}，${formatMoment(at as Instant, now)} ${isDraft ? "修改" : "发布"}`;
  return (
    <Item
      title={`第 ${version.number} 版（${versionWords[state]}）`}
      href={link(frame, `/rules/${version.number}`)}
      meta={[when, who, basedOn && `由第 ${basedOn} 版起草`].filter(Boolean).join("，")}
    >
      {note && <p>{note}</p>}
      {version.reason && <p class="meta">保留减负提示的理由：{version.reason}</p>}
    </Item>
  );
}

type Props = Parameters<typeof VersionsPage>[0];

function Start({ frame, history, presets, attempt, idempotencyKey }: Props) {
  const published = history.versions.filter(({ effectiveFrom }) => effectiveFrom !== null);
  const options: OptionGroup[] = [
    {
      label: "本县的版本",
      options: published.map(({ number, state }) => ({
        value: `version:${number}`,
        label: `第 ${number} 版（${versionWords[state]}）`,
      })),
    },
    { label: "做法模板", options: presets.map(({ key, name }) => ({ value: `preset:${key}`, label: name })) },
  ];
  const values = { from: `version:${history.current}`, ...attempt.values };
  return (
    <Card title="起草新的一版" id="start">
      <Form action={link(frame, "/rules/versions")} idempotencyKey={keyOf(idempotencyKey, "start")}>
        <Select
          name="from"
          label="从哪一份改起"
          hint="选以前的版本，即可退回到那时的规则。"
          options={options}
          attempt={{ ...attempt, values }}
        />
        <Actions>
          <Button kind="primary">起草</Button>
        </Actions>
      </Form>
    </Card>
  );
}

function Import({ frame, attempt, idempotencyKey }: Props) {
  const id = "field-file";
  return (
    <Card title="导入规则文件" id="import">
      <Form action={link(frame, "/rules/imports")} idempotencyKey={keyOf(idempotencyKey, "import")} files>
        <div class="field">
          <label for={id}>规则文件</label>
          <p class="hint" id={`${id}-hint`}>
            从本系统导出的 JSON 或 YAML 文件，不超过 1
            MB。导入后成为草案，不影响现行规则。用程序编写的，格式见{" "}
            <a href={link(frame, "/rule-set.schema.json")}>规则文件的格式说明</a>（JSON Schema）。
          </p>
          <input
            type="file"
            id={id}
            name="file"
            class="control"
            accept=".json,.yaml,.yml,application/json,application/yaml"
            required
            aria-describedby={`${id}-hint`}
            aria-invalid={attempt.problems.length > 0}
          />
        </div>
        <Actions>
          <Button>导入为草案</Button>
        </Actions>
      </Form>
    </Card>
  );
}

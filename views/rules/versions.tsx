import type { Asked } from "../../worker/domain/lists/asked.ts";
import type { ruleHistory } from "../../worker/domain/rules/history.ts";
import type { VersionState } from "../../worker/domain/rules/states.ts";
import { formatFullDate, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type OptionGroup, Select } from "../components/select.tsx";
import { keyOf } from "../components/submit.ts";
import type { Choice, Facet, WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { asking } from "../lists/told.ts";
import { turning } from "../lists/turning.ts";

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

type Props = {
  frame: Frame;
  history: History;
  presets: readonly { key: string; name: string }[];
  now: Instant;
  attempt: Attempt;
  accountId: string | null;
  idempotencyKey: string;
};

/** All versions of the rules with their drafts, and where a new draft begins. */
export function VersionsPage(props: Props) {
  const { frame, history, now } = props;
  const { versions, mayDraft } = history;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="规则版本"
        lead="规则每修改一次成为新的一版。每件事项、每次会议一直按它开始时的那一版计算期限。"
      />
      <ErrorSummary problems={props.attempt.problems} />
      {mayDraft && <Start {...props} />}
      <WorkList
        {...aroundVersions(props)}
        id="versions"
        at={now}
        columns={[{ label: "说明" }]}
        rows={versions.map((version) => rowOf(props, version))}
        hasTimeLeft={false}
        empty={<NoVersions {...props} />}
      />
      {mayDraft && <Import {...props} />}
    </StaffPage>
  );
}

function aroundVersions({ frame, history, accountId, idempotencyKey }: Props) {
  const path = "/rules/versions";
  const told = { frame, path, page: history, accountId, idempotencyKey };
  const { counted, asked } = history;
  const to = asking<Asked>(told);
  const many = (which: (row: History["counted"][number]) => boolean) =>
    counted.filter(which).reduce((sum, { n }) => sum + n, 0);
  const bucket = (label: string, kind: string | undefined): Choice => ({
    label,
    href: to({ kind, state: undefined }),
    current: asked.kind === kind,
    count: String(many((row) => kind === undefined || row.kind === kind)),
  });
  const drafts = many(({ kind }) => kind === "draft") > 0;
  const confined = asked.state !== undefined || Boolean(asked.search);
  const all = many(({ kind }) => asked.kind === undefined || kind === asked.kind);
  return {
    ...turning<Asked>({ ...told, called: "版本", placeholder: "说明、理由" }),
    buckets: drafts
      ? [bucket("全部", undefined), bucket("已发布的", "version"), bucket("草案", "draft")]
      : [],
    facets: statesOf(history, to),
    sorts: [],
    counted: confined ? undefined : `${all} 份`,
  };
}

function statesOf({ counted, asked }: History, to: (change: Partial<Asked>) => string): Facet[] {
  const options = counted
    .filter(({ kind }) => asked.kind === undefined || asked.kind === kind)
    .map(({ state, n }) => ({
      label: versionWords[state],
      href: to({ state }),
      current: state === asked.state,
      count: String(n),
    }));
  const facet = { name: "state", label: "状态", options };
  if (asked.state === undefined) return options.length > 1 ? [facet] : [];
  const chosen = (versionWords as Readonly<Record<string, string>>)[asked.state] ?? asked.state;
  return [{ ...facet, chosen, clear: to({ state: undefined }) }];
}

function rowOf({ frame, now }: Props, version: Version): WorkRow {
  const { number, state, effectiveFrom, by, at, note, reason, basedOn } = version;
  const isDraft = state === "draft" || state === "discarded";
  const when =
    effectiveFrom &&
    `${formatFullDate(effectiveFrom as Instant)}${state === "scheduled" ? "起生效" : "生效"}`;
  return {
    id: String(number),
    href: link(frame, `/rules/${number}`),
    title: `第 ${number} 版（${versionWords[state]}）`,
    meta: [
      when,
      `${by}，${formatMoment(at as Instant, now)} ${isDraft ? "修改" : "发布"}`,
      basedOn && `由第 ${basedOn} 版起草`,
    ],
    cells: [
      <>
        {note}
        {reason && <p class="meta">保留减负提示的理由：{reason}</p>}
      </>,
    ],
  };
}

function NoVersions({ frame, history }: Props) {
  const { search } = history.asked;
  return (
    <Empty text={search ? `说明和理由里没有找到“${search}”。` : "没有符合这些条件的版本。"}>
      <LinkButton href={link(frame, "/rules/versions")}>看全部版本</LinkButton>
    </Empty>
  );
}

function Start({ frame, history, presets, attempt, idempotencyKey }: Props) {
  const options: OptionGroup[] = [
    {
      label: "本县的版本",
      options: history.starts.map(({ number, state }) => ({
        value: `version:${number}`,
        label: `第 ${number} 版（${versionWords[state]}）`,
      })),
    },
    { label: "做法模板", options: presets.map(({ key, name }) => ({ value: `preset:${key}`, label: name })) },
  ];
  const values = { from: `version:${history.current}`, ...attempt.values };
  const older = history.moreStarts ? "更早的版本，打开它后选“以这一版起草”。" : "";
  return (
    <Card title="起草新的一版" id="start">
      <Form action={link(frame, "/rules/versions")} idempotencyKey={keyOf(idempotencyKey, "start")}>
        <Select
          name="from"
          label="从哪一份改起"
          hint={`选以前的版本，即可退回到那时的规则。${older}`}
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

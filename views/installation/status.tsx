import type { Check } from "../../worker/domain/installation/checks.ts";
import type { Readings } from "../../worker/domain/installation/readiness.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import { keyOf } from "../components/submit.ts";
import { Table } from "../components/table.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { TenantMark } from "../tenants/state.tsx";

/** `diskFree` in bytes; null where there is no disk. */
type Status = Readings & { wrong: readonly Check[]; diskFree: number | null };
type StatusProps = { frame: Frame; now: Instant; status: Status; idempotencyKey: string };

/** How the installation stands: what is looked at, which counties need care, what background work was given up. */
export function StatusPage(props: StatusProps) {
  const { status } = props;
  const lead = status.wrong.length === 0 ? "一切正常。" : `有 ${status.wrong.length} 项需要处理。`;
  return (
    <PlatformPage frame={props.frame}>
      <PageHead title="运行状况" lead={lead} />
      <Table caption="检查结果" captionHidden columns={columns} rows={checks(props)} />
      {status.troubled.length > 0 && <Troubled {...props} />}
      {status.deadJobs.length > 0 && <DeadJobs {...props} />}
    </PlatformPage>
  );
}

interface Line {
  what: string;
  good: boolean;
  said: Child;
}

const columns = [
  { label: "项目", heading: true, cell: ({ what }: Line) => what },
  {
    label: "结果",
    cell: ({ good }: Line) => (
      <StateMark state={good ? "done" : "overdue"}>{good ? "正常" : "要处理"}</StateMark>
    ),
  },
  { label: "说明", cell: ({ said }: Line) => said },
];

/** Of the database servers besides the catalog's there is something to say only when one is in trouble. */
const further = ({ silent }: Status): Line[] =>
  silent.length === 0
    ? []
    : [
        {
          what: "其他数据库服务",
          good: false,
          said: `第 ${silent.join("、")} 个没有运行，或写不进去；它上面的县不能使用，其他县不受影响`,
        },
      ];

function checks({ status, now }: StatusProps): Line[] {
  const { wrong, counties, diskFree } = status;
  const ran = (at: Instant) => formatMoment(at, now);
  return [
    {
      what: "数据库写入",
      good: !wrong.includes("writes"),
      said: status.writes ? "刚刚写入成功" : "写不进去，磁盘可能已满",
    },
    ...further(status),
    {
      what: "后台任务",
      good: !wrong.includes("jobs"),
      said: `最近一次安排 ${ran(status.cronAt)}，最近一次执行 ${ran(status.queueAt)}`,
    },
    {
      what: "没有完成的任务",
      good: !wrong.includes("deadJobs"),
      said: status.dead === 0 ? "没有" : `${status.dead} 个，见下方`,
    },
    {
      what: "各县数据库",
      good: !wrong.includes("counties"),
      said: standing(counties),
    },
    {
      what: "磁盘",
      good: !wrong.includes("disk"),
      said: diskFree === null ? "不在本机" : `剩余 ${(diskFree / 1e9).toFixed(1)} GB`,
    },
  ];
}

function standing({ current, behind, lost, unopened }: Status["counties"]): string {
  const parts = [
    `${current} 个正常`,
    behind > 0 && `${behind} 个没有升级成功`,
    lost > 0 && `${lost} 个数据库不能用`,
    unopened > 0 && `${unopened} 个还没有开通完`,
  ];
  return parts.filter(Boolean).join("，");
}

function Troubled({ frame, status }: StatusProps) {
  return (
    <Card title="要处理的县">
      <ItemList id="troubled">
        {status.troubled.map((tenant) => (
          <Item
            title={tenant.name}
            href={link(frame, `/operator/tenants/${tenant.slug}`)}
            mark={<TenantMark tenant={tenant} />}
            meta={tenant.migrationError}
          />
        ))}
      </ItemList>
    </Card>
  );
}

function DeadJobs({ frame, now, status, idempotencyKey }: StatusProps) {
  return (
    <Card title="没有完成的任务">
      <p>多次重试都没有成功。每十分钟会自动再来一轮，成功后从这里消失；排除原因后也可以马上重新执行。</p>
      <ItemList id="dead-jobs">
        {status.deadJobs.map(({ slug, name, error, diedAt }) => (
          <Item
            title={`${name ?? slug}的例行维护`}
            meta={`${formatMoment(diedAt as Instant, now)}放弃`}
            action={
              <Form
                action={link(frame, `/operator/tenants/${slug}/upkeep`)}
                idempotencyKey={keyOf(idempotencyKey, slug)}
              >
                <Button>重新执行</Button>
              </Form>
            }
          >
            <p class="said">
              <code>{error ?? "原因没有记下来"}</code>
            </p>
          </Item>
        ))}
      </ItemList>
    </Card>
  );
}

import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { formatDay, formatDueBy } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Confirmation } from "../components/confirmation.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Column, Table } from "../components/table.tsx";
import { Tabs } from "../components/tabs.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { LinkField } from "./link-field.tsx";
import { CountySearch } from "./search.tsx";
import { TenantMark } from "./state.tsx";

export type ListedTenant = Pick<
  TenantRow,
  "slug" | "name" | "divisionCode" | "state" | "sample" | "schemaVersion" | "createdAt" | "migrationError"
>;

/** A link for somebody to open a county, just made. `href` is the full address. */
export type OpeningLink = { name: string; href: string; expiresAt: Instant };

/** The operator's list of counties, and the ways to open another. */
export function TenantsPage(props: {
  frame: Frame;
  now: Instant;
  tenants: readonly ListedTenant[];
  asked: { search: string; care: boolean };
  /** Where the following page begins; null on the last. */
  next: string | null;
  hasSamples: boolean;
  /** Of the invitation's form, field `name`. */
  attempt: Attempt;
  idempotencyKey: string;
  invited?: OpeningLink | undefined;
}) {
  const { frame } = props;
  return (
    <PlatformPage frame={frame}>
      <PageHead
        title="开通的县（市、区）"
        action={
          <LinkButton href={link(frame, "/operator/tenants/new")} kind="primary">
            开通新县
          </LinkButton>
        }
      />
      <Listed {...props} />
      <Card
        title="邀请开通"
        id="invitation"
        action={<LinkButton href={link(frame, "/operator/invitations")}>全部等待使用的链接</LinkButton>}
      >
        <Invite {...props} />
      </Card>
      {props.hasSamples && (
        <Card title="示例数据">
          <p>正式使用前，可以把示例县连同数据库一起移除，正式的县不受影响。</p>
          <Actions>
            <LinkButton href={link(frame, "/operator/sample-removal")}>移除示例县</LinkButton>
          </Actions>
        </Card>
      )}
    </PlatformPage>
  );
}

type Listing = Pick<Parameters<typeof TenantsPage>[0], "frame" | "now" | "tenants" | "asked" | "next">;

/** A page of the list, and the ways to see less of it. */
function Listed({ frame, now, tenants, asked, next }: Listing) {
  const { search, care } = asked;
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(search !== "" && { search }), ...more }).toString();
    return link(frame, `/operator/tenants${query && `?${query}`}`);
  };
  const kept: Record<string, string> = care ? { care: "1" } : {};
  const tabs = [
    { label: "全部", href: at({}), current: !care },
    { label: "需要处理的", href: at({ care: "1" }), current: care },
  ];
  return (
    <>
      <CountySearch action={link(frame, "/operator/tenants")} search={search} kept={kept} />
      <Tabs label="各县" tabs={tabs} />
      {tenants.length === 0 ? (
        <Empty text={emptyText(asked)}>
          {(search !== "" || care) && <a href={link(frame, "/operator/tenants")}>查看全部</a>}
        </Empty>
      ) : (
        <Table
          caption="开通的县（市、区）"
          captionHidden
          columns={columns(frame, now)}
          rows={tenants}
          more={next === null ? undefined : at({ ...kept, before: next })}
        />
      )}
    </>
  );
}

function emptyText({ search, care }: Listing["asked"]): string {
  if (search !== "") return "没有找到。换一个开头再查找。";
  if (care) return "没有需要处理的县（市、区）。";
  return "还没有开通的县（市、区）。可以在这里直接开通，也可以发一个链接请对方自己开通。";
}

function columns(frame: Frame, now: Instant): Column<ListedTenant>[] {
  return [
    {
      label: "名称",
      heading: true,
      cell: ({ name, slug }) => <a href={link(frame, `/operator/tenants/${slug}`)}>{name}</a>,
    },
    { label: "状态", cell: (tenant) => <TenantMark tenant={tenant} /> },
    { label: "网址", cell: ({ slug }) => <a href={`/t/${slug}`}>{`/t/${slug}`}</a> },
    { label: "区划代码", whole: true, cell: ({ divisionCode }) => divisionCode },
    { label: "数据", whole: true, cell: ({ sample }) => (sample ? "示例" : "正式") },
    { label: "表结构版本", numeric: true, cell: ({ schemaVersion }) => schemaVersion },
    { label: "开通时间", whole: true, cell: ({ createdAt }) => formatDay(createdAt as Instant, now) },
  ];
}

function Invite(props: {
  frame: Frame;
  now: Instant;
  attempt: Attempt;
  idempotencyKey: string;
  invited?: OpeningLink | undefined;
}) {
  const { frame, invited } = props;
  const action = link(frame, "/operator/invitations");
  return (
    <>
      {invited !== undefined && (
        <LinkField
          id="opening-link"
          label={`给${invited.name}的开通链接`}
          hint={`发给本人。${formatDueBy(invited.expiresAt, props.now)}有效，只能用一次。`}
          value={invited.href}
        />
      )}
      <p>对方打开链接，自己填写县名、选择做法模板，完成开通，不需要平台账号。</p>
      <ErrorSummary problems={props.attempt.problems} />
      <Form action={action} idempotencyKey={props.idempotencyKey}>
        <TextField
          name="name"
          label="受邀人姓名"
          autocomplete="off"
          most={30}
          width="medium"
          attempt={props.attempt}
        />
        <Actions>
          <Button>生成开通链接</Button>
        </Actions>
      </Form>
    </>
  );
}

/** The step before all sample counties are deleted. Posts to `/operator/sample-removal`. */
export function RemoveSamples(props: {
  frame: Frame;
  samples: readonly Pick<TenantRow, "slug" | "name" | "databaseName">[];
  idempotencyKey: string;
}) {
  const { frame, samples } = props;
  const back = link(frame, "/operator/tenants");
  return (
    <PlatformPage frame={frame}>
      {samples.length === 0 ? (
        <>
          <PageHead title="移除示例县" />
          <Empty text="没有示例县，不用移除。">
            <LinkButton href={back}>返回列表</LinkButton>
          </Empty>
        </>
      ) : (
        <Confirmation
          question={`确定移除 ${samples.length} 个示例县吗？`}
          losses={[
            ...samples.map(({ name, databaseName }) => `${name}被删除，数据库 ${databaseName} 一起删除`),
            "其中的事项、会议、决议和账号全部删除，登录中的人会退出",
          ]}
          action={link(frame, "/operator/sample-removal")}
          idempotencyKey={props.idempotencyKey}
          confirm="移除示例县"
          cancelHref={back}
        />
      )}
    </PlatformPage>
  );
}

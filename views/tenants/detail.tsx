import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { keyOf } from "../components/submit.ts";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { AdminLink } from "./admin-link.tsx";
import { type Host, Hosts } from "./hosts.tsx";
import { Portals } from "./portals.tsx";
import { isLost, TenantMark } from "./state.tsx";

type TenantPageProps = {
  frame: Frame;
  now: Instant;
  tenant: TenantRow;
  hosts: readonly Host[];
  /** The first admin's link in full; null when it is used up or there is none. */
  adminLink: string | null;
  /** Of the form for a host, field `host`. */
  attempt: Attempt;
  /** Of the form for portals, field `origins`. */
  portals: Attempt;
  idempotencyKey: string;
};

/** One county as the operator sees it. */
export function TenantPage(props: TenantPageProps) {
  const { frame, tenant } = props;
  const ready = tenant.state === "ready";
  return (
    <PlatformPage frame={frame}>
      <PageHead
        title={tenant.name}
        lead={<TenantMark tenant={tenant} />}
        action={ready && <LinkButton href={`/t/${tenant.slug}`}>进入{tenant.name}</LinkButton>}
      />
      {ready ? <Ready {...props} /> : <Unready {...props} />}
      <Card title="登记内容">
        <DescriptionList items={facts(tenant)} />
      </Card>
      <Actions>
        <LinkButton href={link(frame, "/operator/tenants")}>返回列表</LinkButton>
      </Actions>
    </PlatformPage>
  );
}

function Ready(props: TenantPageProps): Child {
  const { tenant } = props;
  return (
    <>
      {tenant.migrationError !== null && <Trouble tenant={tenant} error={tenant.migrationError} />}
      <Card title="第一位管理员">
        <AdminLink name={tenant.adminName} href={props.adminLink} />
        <Form
          action={link(props.frame, `/operator/tenants/${tenant.slug}/admin-link`)}
          idempotencyKey={keyOf(props.idempotencyKey, "admin-link")}
        >
          <p class="hint">链接过期，或县里已没有能登录的管理员时，在这里重新生成。</p>
          <div>
            <Button>重新生成管理员链接</Button>
          </div>
        </Form>
      </Card>
      <Card title="域名" id="hosts">
        <Hosts {...props} />
      </Card>
      <Card title="门户" id="portals">
        <Portals {...props} attempt={props.portals} idempotencyKey={keyOf(props.idempotencyKey, "portals")} />
      </Card>
    </>
  );
}

function Trouble({ tenant, error }: { tenant: TenantRow; error: string }) {
  if (isLost(tenant)) {
    return (
      <Card title="数据库不能用">
        <p>这个县的页面暂停服务，没有新建任何内容。从备份恢复它的数据库后，重新执行升级，服务自动恢复。</p>
        <Technical error={error} />
      </Card>
    );
  }
  return (
    <Card title="升级没有完成">
      <p>新版本的表结构没有装上，这个县仍按原来的版本运行。排除原因后，重新执行升级。</p>
      <Technical error={error} />
    </Card>
  );
}

/** After this long without a result the opening was most likely cut off, and may be taken up again. */
const patience = 2 * 60_000;

function Unready(props: TenantPageProps): Child {
  const { frame, tenant, now } = props;
  const action = link(frame, `/operator/tenants/${tenant.slug}/provisioning`);
  const waiting =
    tenant.state === "provisioning" && Date.parse(now) - Date.parse(tenant.createdAt) < patience;
  if (waiting) {
    return (
      <Card title="正在建立数据库">
        <p>一般需要几秒钟。</p>
        <Actions>
          <LinkButton href={link(frame, `/operator/tenants/${tenant.slug}`)} kind="primary">
            刷新
          </LinkButton>
        </Actions>
      </Card>
    );
  }
  return (
    <Card title={tenant.state === "failed" ? "开通没有完成" : "开通中断了"}>
      <p>{tenant.name}已经登记，数据库还没有建好，居民和工作人员进不来。排除原因后继续开通，不用重新填写。</p>
      {tenant.migrationError !== null && <Technical error={tenant.migrationError} />}
      <ErrorSummary problems={props.attempt.problems} />
      <Form action={action} idempotencyKey={props.idempotencyKey}>
        <Actions>
          <Button kind="primary">继续开通</Button>
        </Actions>
      </Form>
    </Card>
  );
}

/** The machine's own words, for whoever looks into it. */
function Technical(props: { error: string }) {
  return (
    <div>
      <p class="meta">系统给出的原因</p>
      <p class="said">
        <code>{props.error}</code>
      </p>
    </div>
  );
}

function facts(tenant: TenantRow) {
  return [
    { term: "网址标识", detail: tenant.slug },
    { term: "行政区划代码", detail: tenant.divisionCode },
    { term: "数据", detail: tenant.sample ? "示例数据，仅供演示" : "正式数据" },
    { term: "数据库", detail: tenant.databaseName },
    { term: "表结构版本", detail: tenant.schemaVersion },
    { term: "登记时间", detail: formatFullMoment(tenant.createdAt as Instant) },
  ];
}

/** Tells an invited visitor that the county is open, and how to go on. */
export function TenantOpened(props: {
  frame: Frame;
  tenant: Pick<TenantRow, "slug" | "name" | "adminName">;
  adminLink: string;
}) {
  const { frame, tenant, adminLink } = props;
  return (
    <PlatformPage frame={frame}>
      <PageHead title={`${tenant.name}已开通`} lead="先保存下面的链接，离开本页后不再显示。" />
      <Card title="第一位管理员">
        <AdminLink name={tenant.adminName} href={adminLink} />
        <Actions>
          <LinkButton href={adminLink} kind="primary">
            打开链接，设置账号
          </LinkButton>
        </Actions>
      </Card>
      <Card title="接下来">
        <ol class="steps">
          <li>管理员打开链接，设置用户名和密码。</li>
          <li>登录后添加街道、社区、网格和成员单位，邀请工作人员。</li>
          <li>把居民入口 /t/{tenant.slug} 告诉居民，居民就可以提交事项。</li>
        </ol>
      </Card>
    </PlatformPage>
  );
}

import type { WebhookPage } from "../../worker/domain/webhooks/read.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { History } from "../components/history.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { formOf, type MoveProps } from "../components/move.tsx";
import { PageHead } from "../components/page-head.tsx";
import { attemptOf, type Failed } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { LinkField } from "../tenants/link-field.tsx";
import { Deliveries } from "./deliveries.tsx";
import { WebhookFields } from "./fields.tsx";
import { nounsSaid, WebhookMark } from "./standing.tsx";

type Props = {
  frame: Frame;
  now: Instant;
  page: WebhookPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** A webhook: how it stands, what it was sent, what it is told of, what became of it. */
export function WebhookView(props: Props) {
  const { frame, page, failed } = props;
  const path = `/webhooks/${encodeURIComponent(page.id)}`;
  const moved = { ...props, action: link(frame, path) };
  const isRemoved = page.state === "removed";
  return (
    <StaffPage frame={frame}>
      <nav aria-label="所属列表">
        <ol class="crumbs">
          <li>
            <a href={link(frame, "/webhooks")}>事件推送</a>
          </li>
        </ol>
      </nav>
      <PageHead title={page.name} />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      <Card title="现在的情况" id="standing">
        <Standing {...props} />
        {!isRemoved && <Trial {...moved} />}
        {!isRemoved && <Rotation {...moved} />}
      </Card>
      <Deliveries {...moved} />
      {!isRemoved && <Setting {...moved} />}
      <History {...props} page={{ ...page, left: [] }} path={path} subject={`webhook:${page.id}`} />
    </StaffPage>
  );
}

function Standing({ frame, page, now }: Props) {
  const { failure, failedAt, deliveredAt, waiting } = page;
  const path = link(frame, `/webhooks/${encodeURIComponent(page.id)}/secret`);
  return (
    <DescriptionList
      items={[
        { term: "状态", detail: <WebhookMark webhook={page} /> },
        { term: "停用原因", detail: page.state === "off" ? page.stopped : null },
        { term: "推送地址", detail: page.address },
        { term: "推送内容", detail: nounsSaid(page) },
        { term: "最近送达", detail: deliveredAt && formatMoment(deliveredAt, now) },
        {
          term: "最近没有送达",
          detail: failure && `${failure}${failedAt ? `（${formatMoment(failedAt, now)}）` : ""}`,
        },
        { term: "等待推送", detail: waiting > 0 ? `${waiting}${waiting < 100 ? "" : " 或更多"} 条` : null },
        {
          term: "签名密钥",
          detail: page.state !== "removed" && (
            <>
              {formatMoment(page.secretSetAt, now)} 生成
              {page.formerUntil && `，原密钥用到 ${formatMoment(page.formerUntil, now)}`}
              {page.isSecretShown && (
                <>
                  {" "}
                  <a href={path}>查看</a>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Trial(props: MoveProps) {
  return (
    <Form {...formOf(props, "test")}>
      <p>立刻推送一条 webhook.test，看对方收不收得到。</p>
      <Actions>
        <Button>发送测试推送</Button>
      </Actions>
    </Form>
  );
}

function Rotation(props: MoveProps) {
  return (
    <Disclosure summary="更换签名密钥">
      <Form {...formOf(props, "rotation")}>
        <p>生成新的密钥。24小时内每条推送同时用新旧两个密钥签名，请在这段时间里把对方系统换成新的。</p>
        <Actions>
          <Button>更换签名密钥</Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

function Setting(props: Props & MoveProps) {
  const { page, failed } = props;
  const { name, address, nouns } = page;
  const attempt = attemptOf(failed, "setting", { name, address, nouns: [...nouns] });
  return (
    <Card title="修改" id="setting">
      <Form {...formOf(props, "setting")} hidden={{ revision: page.revision }}>
        <WebhookFields attempt={attempt} />
        <Actions>
          <Button kind="primary">保存</Button>
        </Actions>
      </Form>
    </Card>
  );
}

/** The secret, for the ten minutes in which it can be read. */
export function WebhookSecretView(props: {
  frame: Frame;
  now: Instant;
  page: { id: string; name: string; secret: string | null; until: Instant };
}) {
  const { frame, now, page } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead title="签名密钥" lead={page.name} />
      {page.secret === null ? (
        <p>密钥只在生成后的10分钟里显示。没有记下来的，请更换签名密钥。</p>
      ) : (
        <SecretField secret={page.secret} until={formatMoment(page.until, now)} />
      )}
      <Actions>
        <LinkButton href={link(frame, `/webhooks/${encodeURIComponent(page.id)}`)} kind="primary">
          继续
        </LinkButton>
      </Actions>
    </StaffPage>
  );
}

function SecretField({ secret, until }: { secret: string; until: string }) {
  return (
    <Card title="请现在复制" id="secret">
      <LinkField id="webhook-secret" label="密钥" value={secret} />
      <ul>
        <li>交给对方系统的管理员，填进对方系统，用来核对推送确实来自这里。</li>
        <li>不要发到群里：有密钥的人都能冒充本平台。</li>
        <li>{`这一页到 ${until} 为止可以再打开，之后不再显示。`}</li>
      </ul>
    </Card>
  );
}

import type { ShownWebhook, WebhooksPage } from "../../worker/domain/webhooks/read.ts";
import type { Attempt } from "../components/attempt.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty, Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { WebhookFields } from "./fields.tsx";
import { nounsSaid, WebhookMark } from "./standing.tsx";

type Props = { frame: Frame; page: WebhooksPage; attempt: Attempt; idempotencyKey: string };

/** The webhooks of the county, and the form that adds one. */
export function WebhooksView(props: Props) {
  const { frame, page, attempt } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="事件推送"
        lead="事项、吹哨等有了变化，告诉本县自己的系统，例如12345平台、数据中心。"
        action={page.mayAdd && <ToForm href="#adding">新增</ToForm>}
      />
      <ErrorSummary problems={attempt.problems} />
      {!page.isAnywhere && (
        <Notice kind="information">
          平台还没有允许推送到任何主机。请先把对方系统的主机告诉平台运维，加进允许的名单。
        </Notice>
      )}
      <Beside form={page.mayAdd && <Adding {...props} />}>
        {page.webhooks.length === 0 ? (
          <Empty text="还没有事件推送。" />
        ) : (
          <ItemList id="webhooks">
            {page.webhooks.map((webhook) => (
              <Row frame={frame} webhook={webhook} />
            ))}
          </ItemList>
        )}
      </Beside>
    </StaffPage>
  );
}

function Row({ frame, webhook }: { frame: Frame; webhook: ShownWebhook }) {
  return (
    <Item
      title={webhook.name}
      href={link(frame, `/webhooks/${encodeURIComponent(webhook.id)}`)}
      mark={<WebhookMark webhook={webhook} />}
      meta={`${new URL(webhook.address).host} · ${nounsSaid(webhook)}`}
    />
  );
}

function Adding({ frame, attempt, idempotencyKey }: Props) {
  return (
    <Card title="新增事件推送" id="adding">
      <p>
        只推送发生了什么和记录的编号，不含姓名、电话和事情的内容；对方凭自己的账号从接口读取详情。格式见{" "}
        <a href={link(frame, "/docs")}>接口文档</a>。
      </p>
      <Form action={link(frame, "/webhooks")} idempotencyKey={idempotencyKey}>
        <WebhookFields attempt={attempt} />
        <Actions>
          <Button kind="primary">新增</Button>
        </Actions>
      </Form>
    </Card>
  );
}

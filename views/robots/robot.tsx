import type { RobotPage } from "../../worker/domain/robots/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { History } from "../components/history.tsx";
import { Card } from "../components/list.tsx";
import { formOf, type MoveProps } from "../components/move.tsx";
import { PageHead } from "../components/page-head.tsx";
import { attemptOf, type Failed } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { RobotStanding } from "./card.tsx";

type Props = {
  frame: Frame;
  now: Instant;
  page: RobotPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** The robot of one unit's group: how it stands, a message to try it, the form that sets it. */
export function RobotView(props: Props) {
  const { frame, page, failed } = props;
  const path = `/robots/${encodeURIComponent(page.home.id)}`;
  const moved: MoveProps = { ...props, action: link(frame, path) };
  return (
    <StaffPage frame={frame}>
      <nav aria-label="所属单位">
        <ol class="crumbs">
          <li>
            <a href={link(frame, page.home.page)}>{page.home.name}</a>
          </li>
        </ol>
      </nav>
      <PageHead title="群机器人" lead={`把提醒发到“${page.home.name}”已有的群里。`} />
      <ErrorSummary problems={failed?.attempt.problems ?? []} />
      <Card title="现在的情况" id="standing">
        <RobotStanding {...props} robot={page} />
        {page.kind !== null && <Trial {...moved} />}
      </Card>
      {!page.home.isClosed && <Setting {...moved} page={page} attempt={attemptOf(failed, "setting")} />}
      <History {...props} page={{ ...page, left: [] }} path={path} subject={`robot:${page.home.id}`} />
    </StaffPage>
  );
}

function Trial(props: MoveProps) {
  return (
    <Form {...formOf(props, "test")}>
      <p>测试消息立刻发出，夜里也发。送达后请到群里看一眼。</p>
      <Actions>
        <Button>发送测试消息</Button>
      </Actions>
    </Form>
  );
}

/** Nothing of what stands is filled in: it is shown to nobody. */
function Setting(props: MoveProps & { page: RobotPage; attempt: Attempt }) {
  const { page, attempt } = props;
  return (
    <Card title={page.kind === null ? "设置群机器人" : "换一个群机器人"} id="setting">
      <p>
        在企业微信、钉钉或飞书的群里打开群设置，添加一个“自定义机器人”，安全设置选“加签”（企业微信没有这一项），再把地址和密钥复制到这里。
        保存后两项都不再显示。晚上9点到早上8点不发消息，紧急的除外。
      </p>
      <Form {...formOf(props, "setting")} hidden={{ revision: page.revision }}>
        <TextField
          name="address"
          label="机器人地址"
          hint="群设置里的 Webhook 地址，整个复制，以 https:// 开头。知道地址的人都能往群里发消息，请不要外传。"
          attempt={attempt}
          kind="url"
          autocomplete="off"
          most={500}
        />
        <TextField
          name="secret"
          label="加签密钥"
          hint="钉钉、飞书在安全设置里选了“加签”（“签名校验”）时才填。"
          attempt={{ ...attempt, values: {} }}
          autocomplete="off"
          optional
          most={200}
        />
        <Actions>
          <Button kind="primary">保存</Button>
        </Actions>
      </Form>
    </Card>
  );
}

import type { ownAccount } from "../../worker/domain/accounts/accounts.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form, OwnMark } from "../components/form.tsx";
import { Card, DescriptionList, Item, ItemList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { keyOf } from "../components/submit.ts";
import { PasswordField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { StaffPage } from "../layout/staff.tsx";
import { deviceName } from "./device.ts";
import { NewPassword } from "./invitation.tsx";

type Account = Awaited<ReturnType<typeof ownAccount>>;

type Props = {
  frame: Frame;
  now: Instant;
  account: Account;
  /** Of the password form, fields `current` and `password`. */
  attempt: Attempt;
  idempotencyKey: string;
};

/** A person's own account, in a county or on the platform: password and open sessions. */
export function AccountPage(props: Props) {
  const { frame, account } = props;
  const Shell = frame.countyName === undefined ? PlatformPage : StaffPage;
  return (
    <Shell frame={frame}>
      <PageHead title="我的账号" />
      <DescriptionList
        items={[
          { term: "姓名", detail: account.name },
          { term: "用户名", detail: account.username },
        ]}
      />
      {frame.countyName !== undefined && <p class="hint">姓名有误的，请联系县级管理员更正。</p>}
      <div class="columns">
        <Password {...props} />
        <Devices {...props} />
      </div>
    </Shell>
  );
}

function Password({ frame, attempt, idempotencyKey }: Props) {
  return (
    <Card title="修改密码">
      <ErrorSummary problems={attempt.problems} />
      <Form action={link(frame, "/account/password")} idempotencyKey={idempotencyKey}>
        <PasswordField name="current" label="现在的密码" purpose="current" attempt={attempt} />
        <NewPassword label="新密码" attempt={attempt} />
        <p>修改后，其他设备上的登录会退出，本设备不用重新登录。</p>
        <Actions>
          <Button kind="primary">修改密码</Button>
        </Actions>
      </Form>
    </Card>
  );
}

function Devices(props: Props) {
  const { frame, account } = props;
  return (
    <Card title="登录中的设备">
      <ItemList id="sessions">
        {account.sessions.map((session) => (
          <Session {...props} session={session} />
        ))}
      </ItemList>
      <p>有不认识的设备，先退出它，再修改密码。</p>
      <Actions>
        {account.sessions.length > 1 && (
          <form method="post" action={link(frame, "/other-sessions/closure")}>
            <OwnMark mark={frame.mark} />
            <Button>退出其他设备</Button>
          </form>
        )}
        <form method="post" action={link(frame, "/sessions/closure")}>
          <OwnMark mark={frame.mark} />
          <Button kind="danger">退出所有设备</Button>
        </form>
      </Actions>
      <p class="hint">退出所有设备后，本设备也要重新登录，已保存的内容不受影响。</p>
    </Card>
  );
}

/** Where somebody is signed in, by what it says of itself, where from and since when. */
function Session(props: Props & { session: Account["sessions"][number] }) {
  const { frame, now, session, idempotencyKey } = props;
  const { id, kind, device, network, createdAt, usedAt, current } = session;
  const name = kind === "api" ? "接口程序" : deviceName(device);
  const used = `${formatMoment(usedAt as Instant, now)} 前后用过`;
  const facts = [`${formatMoment(createdAt as Instant, now)} 登录`, current ? "就是本设备" : used];
  const closure = link(frame, `/sessions/${encodeURIComponent(id)}/closure`);
  return (
    <Item
      title={name}
      meta={[...(network === "" ? [] : [`网络 ${network}`]), ...facts].join("，")}
      action={
        !current && (
          <Form action={closure} idempotencyKey={keyOf(idempotencyKey, `session-${id}`)}>
            <Button>
              退出<span class="unseen">（{name}）</span>
            </Button>
          </Form>
        )
      }
    >
      {kind === "api" && device !== "" && <p>{device}</p>}
    </Item>
  );
}

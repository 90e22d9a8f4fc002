import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import { PasswordField, TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { publicShell } from "./shell.ts";

/** Signs staff in to a county, or operators to the platform (a frame without a county). */
export function SignIn(props: {
  frame: Frame;
  /** Where the form is sent, already linked: `/session` of the county or the platform's own. */
  action: string;
  /** Where to go afterwards; the request's `next`. */
  next?: string | undefined;
  attempt: Attempt;
  idempotencyKey: string;
  /** The page stands in a frame of a portal, where browsers may not keep who is signed in. */
  framed?: boolean | undefined;
}) {
  const { frame, next } = props;
  const Shell = publicShell(frame);
  const county = frame.countyName;
  return (
    <Shell frame={frame}>
      <PageHead title={county === undefined ? "平台运维登录" : "工作人员登录"} lead={county} />
      {props.framed && (
        <p>
          登录后又回到这一页的，是浏览器不在别的网站里保存登录状态，请
          <a href={link(frame, "/session/new")} target="_blank" rel="noopener">
            在新窗口登录
          </a>
          。
        </p>
      )}
      <ErrorSummary problems={props.attempt.problems} />
      <Form
        action={props.action}
        idempotencyKey={props.idempotencyKey}
        hidden={next === undefined ? {} : { next }}
      >
        <TextField
          name="username"
          label="用户名"
          autocomplete="username"
          most={32}
          width="medium"
          attempt={props.attempt}
        />
        <PasswordField name="password" label="密码" purpose="current" attempt={props.attempt} />
        <Actions>
          <Button kind="primary">登录</Button>
        </Actions>
      </Form>
      {county !== undefined && (
        <p>
          没有账号，或者忘记了密码，请联系本县管理员，由管理员发给您一个链接。居民提交和查询事项不用登录。
        </p>
      )}
    </Shell>
  );
}

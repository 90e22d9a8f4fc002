import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { intoMain } from "../components/submit.ts";
import { TextArea } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";

/** The portals that may show a county's pages in a frame, as a form that replaces the list. Posts `origins`. */
export function Portals(props: {
  frame: Frame;
  tenant: Pick<TenantRow, "slug">;
  attempt: Attempt;
  idempotencyKey: string;
}): Child {
  const action = link(props.frame, `/operator/tenants/${props.tenant.slug}/portals`);
  return (
    <>
      <p>
        不填，任何网站都不能把本县的页面嵌在自己的页面里。填了门户的地址，门户就可以嵌入，保存后最多十五秒生效。
      </p>
      <p>
        嵌在别的网站里，居民提交和查询事项都能用。工作人员登录不了，因为浏览器不在那里保存登录状态，请让门户在新窗口打开。
      </p>
      <ErrorSummary problems={props.attempt.problems} />
      <Form action={action} idempotencyKey={props.idempotencyKey} htmx={intoMain(action)}>
        <TextArea
          name="origins"
          label="门户的地址"
          hint="每行一个，最多 5 个，例如 https://portal.example.gov.cn。企业微信、浙政钉在手机上直接打开页面，不用填。"
          rows={3}
          optional
          attempt={props.attempt}
        />
        <Actions>
          <Button>保存门户</Button>
        </Actions>
      </Form>
    </>
  );
}

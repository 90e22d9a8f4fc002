import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import { Actions, Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { attemptOf, type Failed, intoMain, keyOf } from "../components/submit.ts";
import { TextArea } from "../components/text-field.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** The forms of a resolution's page, each named as the resource it posts to. */
export type ResolutionForm = "progress" | "completion" | "review";

type Props = {
  frame: Frame;
  page: ResolutionPage;
  failed?: Failed<ResolutionForm> | undefined;
  idempotencyKey: string;
};

const actionOf = ({ frame, page }: Props, form: ResolutionForm) =>
  link(frame, `/resolutions/${encodeURIComponent(page.id)}/${form}`);

/** One text, sent either as progress or as the report that the task is complete. */
export function Report(props: Props) {
  const { failed } = props;
  const attempt = attemptOf(failed, failed?.form === "completion" ? "completion" : "progress");
  return (
    <Card title="报告办理情况">
      <Form action={actionOf(props, "progress")} idempotencyKey={keyOf(props.idempotencyKey, "report")}>
        <TextArea
          name="text"
          label="进展或完成情况"
          hint="做了什么，还差什么。报告完成后由会议的召开单位验收。"
          rows={4}
          maxlength={1000}
          attempt={attempt}
        />
        <Actions>
          <Button kind="primary">报告进展</Button>
          {props.page.mayComplete && <Button formaction={actionOf(props, "completion")}>报告完成</Button>}
        </Actions>
      </Form>
    </Card>
  );
}

/** Accepts a completed task, or sends it back with a reason. */
export function Review(props: Props) {
  const action = actionOf(props, "review");
  return (
    <Card title="验收">
      <Form
        action={action}
        idempotencyKey={keyOf(props.idempotencyKey, "accept")}
        hidden={{ verdict: "accept" }}
        htmx={intoMain(action)}
      >
        <p>请对照办理经过核对。通过后任务结束，不能再修改。</p>
        <Actions>
          <Button kind="primary">验收通过</Button>
        </Actions>
      </Form>
      <Disclosure summary="还没有完成，退回重办" open={props.failed?.form === "review"}>
        <Form
          action={action}
          idempotencyKey={keyOf(props.idempotencyKey, "sendBack")}
          hidden={{ verdict: "sendBack" }}
          htmx={intoMain(action)}
        >
          <TextArea
            name="reason"
            label="退回理由"
            hint="写给主办单位：还差什么。退回后按规则重新计算完成期限。"
            rows={3}
            maxlength={400}
            attempt={attemptOf(props.failed, "review")}
          />
          <Actions>
            <Button kind="danger">退回重办</Button>
          </Actions>
        </Form>
      </Disclosure>
    </Card>
  );
}

/** Keeps what was typed when somebody else moved the task on and the form is gone. */
export function Overtaken(props: Pick<Props, "page" | "failed">) {
  const { page, failed } = props;
  if (!failed || (failed.form === "review" ? page.mayReview : page.mayReport)) return null;
  return <Unsaved attempt={failed.attempt} labels={{ text: "进展或完成情况", reason: "退回理由" }} />;
}

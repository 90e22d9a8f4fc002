import type { MatterPage } from "../../worker/domain/matters/read.ts";
import { Actions, Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { attemptOf, type Failed, intoMain, keyOf } from "../components/submit.ts";
import { TextArea } from "../components/text-field.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** The forms of a matter's page, each named as the resource it posts to. */
export type MatterForm = "acceptance" | "outcome" | "refusal";

type Props = {
  frame: Frame;
  page: MatterPage;
  failed?: Failed<MatterForm> | undefined;
  idempotencyKey: string;
};

/** What this person may do with the matter now; otherwise what happens next. */
export function Moves(props: Props) {
  const may = (move: string) => (props.page.moves as readonly string[]).includes(move);
  if (props.page.moves.length === 0) return <WhatNext page={props.page} />;
  return (
    <Card title="办理">
      {may("accept") && <Accept {...props} />}
      {may("resolve") && <Resolve {...props} primary={!may("accept")} />}
      {may("decline") && <Decline {...props} />}
    </Card>
  );
}

const nextWords: Record<MatterPage["state"], string> = {
  reported: "等待受理。受理后由经办人答复居民。",
  accepted: "经办人正在办理。办理后请居民评价。",
  resolved: "等待居民评价。评价没有解决的，会提级重新办理。",
  reopened: "居民评价没有解决，正在重新办理。",
  closed: "居民评价已解决，事项已办结。",
  declined: "理由和去处已告知居民。",
};

function WhatNext(props: { page: MatterPage }) {
  const { state, outcome } = props.page;
  return (
    <Card title={state === "closed" || state === "declined" ? "结果" : "下一步"}>
      {outcome && <p class="as-typed">{outcome}</p>}
      <p>{nextWords[state]}</p>
    </Card>
  );
}

function formOf({ frame, page, idempotencyKey }: Props, form: MatterForm) {
  const action = link(frame, `/matters/${encodeURIComponent(page.id)}/${form}`);
  return { action, idempotencyKey: keyOf(idempotencyKey, form), htmx: intoMain(action) };
}

function Accept(props: Props) {
  return (
    <Form {...formOf(props, "acceptance")}>
      <p>受理后，您就是这件事项的经办人，居民会看到事项已受理。</p>
      <Actions>
        <Button kind="primary">受理</Button>
      </Actions>
    </Form>
  );
}

function Resolve(props: Props & { primary: boolean }) {
  return (
    <Form {...formOf(props, "outcome")}>
      <TextArea
        name="outcome"
        label="办理结果"
        hint="写给居民看：做了什么，结果怎样。提交后请居民评价。"
        maxlength={1000}
        attempt={attemptOf(props.failed, "outcome")}
      />
      <Actions>
        <Button kind={props.primary ? "primary" : "secondary"}>提交办理结果</Button>
      </Actions>
    </Form>
  );
}

function Decline(props: Props) {
  return (
    <Disclosure summary="不属于受理范围" open={props.failed?.form === "refusal"}>
      <Form {...formOf(props, "refusal")}>
        <TextArea
          name="reason"
          label="不予受理的理由和去处"
          hint="写给居民看：为什么不受理，应当去哪里办理。"
          maxlength={400}
          attempt={attemptOf(props.failed, "refusal")}
        />
        <p>提交后事项结束，居民会看到以上理由，不能再改为受理。</p>
        <Actions>
          <Button kind="danger">不予受理</Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

const offeredBy: Record<MatterForm, string> = {
  acceptance: "accept",
  outcome: "resolve",
  refusal: "decline",
};

/** Keeps what was typed when somebody else moved the matter on and the form is gone. */
export function Overtaken(props: Pick<Props, "page" | "failed">) {
  const { page, failed } = props;
  if (!failed || (page.moves as readonly string[]).includes(offeredBy[failed.form])) return null;
  return <Unsaved attempt={failed.attempt} labels={{ outcome: "办理结果", reason: "理由和去处" }} />;
}

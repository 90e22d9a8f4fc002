import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { reviewStates } from "../../worker/domain/matters/states.ts";
import { formatDueBy, formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { DueBy } from "../components/state.tsx";
import { TextArea } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";

/** The review that was asked for last: by when it is answered, or what the answer was. */
export function Review({ receipt, now }: { receipt: Receipt; now: Instant }): Child {
  const { review } = receipt;
  if (!review) return null;
  const { name, to, reason, opinion, askedAt, answerBy, answeredAt, state } = review;
  return (
    <Card title={opinion === null ? `${name}申请` : `${name}结果：${reviewStates[state]}`}>
      {opinion && <p class="as-typed">{opinion}</p>}
      <DescriptionList
        items={[
          { term: "由谁答复", detail: to },
          { term: "答复时限", detail: answerBy && <Due receipt={receipt} at={answerBy} now={now} /> },
          { term: "答复时间", detail: answeredAt && formatFullMoment(answeredAt as Instant) },
          { term: "申请时间", detail: formatFullMoment(askedAt as Instant) },
          { term: "申请的理由", detail: <p class="as-typed">{reason}</p> },
        ]}
      />
    </Card>
  );
}

/** By when it is answered, by which rule, and what is uncertain about that. */
function Due({ receipt, at, now }: { receipt: Receipt; at: Instant; now: Instant }): Child {
  const clock = receipt.due.find(({ kind }) => kind === "review");
  return (
    <>
      <DueBy at={at} now={now} />
      {clock && <p class="meta">{clock.basis}</p>}
      {clock?.caution && <p class="meta">{clock.caution}</p>}
    </>
  );
}

/** Asks for a review, or says why there can be none. Posts to `/receipts/<code>/review`. */
export function AskReview(props: {
  frame: Frame;
  now: Instant;
  receipt: Receipt;
  attempt: Attempt;
  idempotencyKey: string;
}): Child {
  const { receipt, attempt, now } = props;
  const { reviewable, noReview } = receipt;
  if (noReview) return <p>{noReview}。</p>;
  if (!reviewable) return null;
  const { name, to, until, within } = reviewable;
  const action = link(props.frame, `/receipts/${encodeURIComponent(receipt.receiptCode)}/review`);
  return (
    <Card title={`不同意的，可以申请${name}`} id="review">
      <p>{`${formatDueBy(until, now)}可以申请，由${to}核实，自申请起 ${within}内答复您。每件事只能申请一次${name}。`}</p>
      <ErrorSummary problems={attempt.problems} />
      <Form action={action} idempotencyKey={props.idempotencyKey}>
        <TextArea
          name="reason"
          label={reasonLabel}
          hint="写明不同意哪一点，希望怎样处理。答复的单位和原办理单位都能看到。"
          rows={5}
          most={1000}
          attempt={attempt}
        />
        <Actions>
          <Button kind="primary">申请{name}</Button>
        </Actions>
      </Form>
    </Card>
  );
}

export const reasonLabel = "申请的理由";

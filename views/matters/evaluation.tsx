import type { Receipt } from "../../worker/domain/matters/residents.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { TextArea } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";

type Props = { frame: Frame; receipt: Receipt; attempt: Attempt; idempotencyKey: string };

/** Asks whether it is solved, and says what each answer leads to. Posts to `/receipts/<code>/evaluation`. */
export function Evaluation(props: Props) {
  const { receipt, attempt } = props;
  const action = link(props.frame, `/receipts/${encodeURIComponent(receipt.receiptCode)}/evaluation`);
  return (
    <Card title="请您评价" id="evaluation">
      {receipt.outcome && <div class="said">{receipt.outcome}</div>}
      <ErrorSummary problems={attempt.problems} />
      <Form action={action} idempotencyKey={props.idempotencyKey}>
        <Questions {...receipt.consequences} attempt={attempt} />
        <TextArea
          name="comment"
          label={commentLabel}
          hint="没有解决的，请写明还差什么。"
          rows={3}
          most={400}
          optional
          attempt={attempt}
        />
        <Actions>
          <Button kind="primary">提交评价</Button>
        </Actions>
      </Form>
    </Card>
  );
}

export const commentLabel = "意见";

/** The two questions are answered together: an answer that closes says so only as far as the other lets it. */
function Questions(props: Receipt["consequences"] & { attempt: Attempt }) {
  const { unsolved, dissatisfied, attempt } = props;
  const end = dissatisfied === "reopens" ? "就此办结，除非您选“不满意”。" : "就此办结。";
  const recorded = `您的评价记录在案，这件事${end}`;
  const alone = unsolved === "reopens" ? "您的评价记录在案，不因此重新办理。" : recorded;
  return (
    <>
      <Radios
        name="solved"
        label="问题解决了吗"
        options={[
          { value: "yes", label: "已经解决", hint: `这件事${end}` },
          { value: "no", label: "没有解决", hint: otherwise[unsolved] ?? recorded },
        ]}
        attempt={attempt}
      />
      <Radios
        name="satisfied"
        label="对办理满意吗"
        options={[
          { value: "yes", label: "满意" },
          { value: "no", label: "不满意", hint: otherwise[dissatisfied] ?? alone },
        ]}
        attempt={attempt}
        optional
      />
    </>
  );
}

/** What a bad answer leads to by the county's rules, where it doesn't just close the matter. */
const otherwise: Record<Receipt["consequences"]["unsolved"], string | undefined> = {
  closes: undefined,
  reopens: "这件事重新办理，由负责的单位再给出时限。",
  stands: "重新办理的次数已经用完，您的评价记录在案，这件事就此办结。",
};

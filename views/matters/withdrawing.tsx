import type { Receipt } from "../../worker/domain/matters/residents.ts";
import type { Attempt } from "../components/attempt.ts";
import { Confirmation } from "../components/confirmation.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { TextArea } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";

/** The step before a matter is withdrawn. Posts to `/receipts/<code>/withdrawal`. */
export function Withdrawing(props: {
  frame: Frame;
  receipt: Receipt;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, receipt, attempt, idempotencyKey } = props;
  const path = link(frame, `/receipts/${encodeURIComponent(receipt.receiptCode)}`);
  return (
    <ResidentPage frame={frame}>
      <ErrorSummary problems={attempt.problems} />
      <Confirmation
        question={`确定撤回 ${receipt.number} 吗？`}
        losses={[
          "这件事项不再办理，已经请来的单位也不再承办。",
          "不能再补充情况，也不会请您评价。",
          "凭回执码仍能看到办理经过。以后还要办的，请重新提交。",
        ]}
        action={`${path}/withdrawal`}
        idempotencyKey={idempotencyKey}
        confirm="撤回事项"
        cancelHref={path}
      >
        <TextArea
          name="reason"
          label={withdrawalLabel}
          hint="例如：已经自己解决了。办理单位能看到。"
          rows={3}
          most={200}
          optional
          attempt={attempt}
        />
      </Confirmation>
    </ResidentPage>
  );
}

export const withdrawalLabel = "撤回的原因";

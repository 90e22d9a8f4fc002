import type { Receipt } from "../../worker/domain/matters/residents.ts";
import type { Attempt } from "../components/attempt.ts";
import { ErrorSummary } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { MoveForm } from "../components/move.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";

/** Takes what the holder of a receipt adds while their matter is dealt with, or says why not now. Posts to `/receipts/<code>/additions`. */
export function Adding(props: {
  frame: Frame;
  receipt: Receipt;
  /** How it was sent, where it didn't go through. */
  attempt?: Attempt | undefined;
  idempotencyKey: string;
}): Child {
  const { frame, receipt, attempt, idempotencyKey } = props;
  const { adding, noAddition } = receipt;
  if (!adding) return noAddition && <p>{noAddition}。</p>;
  const failed = attempt && { form: adding.resource, attempt };
  const action = link(frame, `/receipts/${encodeURIComponent(receipt.receiptCode)}`);
  return (
    <Card title="补充情况" id="additions">
      <ErrorSummary problems={attempt?.problems ?? []} />
      <MoveForm {...{ action, failed, idempotencyKey }} offer={adding} primary={false} />
    </Card>
  );
}

export const additionLabel = "补充的情况";

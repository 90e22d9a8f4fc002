import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt as untouched } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Copy } from "../components/copy.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import { Photos } from "../components/photos.tsx";
import { QrCode } from "../components/qr-code.tsx";
import { DueBy } from "../components/state.tsx";
import { TextField } from "../components/text-field.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import { OwnCommitments } from "../county/commitments.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";
import { Adding, additionLabel } from "./adding.tsx";
import { commentLabel, Evaluation } from "./evaluation.tsx";
import { OtherParts } from "./linked.tsx";
import { headline } from "./receipt-words.ts";
import { AskReview, Review, reasonLabel } from "./review.tsx";
import { withdrawalLabel } from "./withdrawing.tsx";

/** Where a receipt code is typed; posts `receiptCode` to `/receipts`. */
export function ReceiptLookup(props: { frame: Frame; attempt: Attempt; idempotencyKey: string }) {
  const { frame } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead title="查询进度" lead="填写提交事项时得到的回执码。" />
      <ErrorSummary problems={props.attempt.problems} />
      <Form action={link(frame, "/receipts")} idempotencyKey={props.idempotencyKey}>
        <TextField
          name="receiptCode"
          label="回执码"
          hint="16 位字母和数字，大小写都可以，横线可以不写；也可以粘贴进度页的网址。"
          autocomplete="off"
          most={60}
          width="medium"
          attempt={props.attempt}
        />
        <Actions>
          <Button kind="primary">查询</Button>
        </Actions>
      </Form>
      <p>
        回执码丢失的，请联系事情所在的社区，说明提交的日期和地点。也可以
        <a href={link(frame, "/matters/new")}>重新提交</a>。
      </p>
    </ResidentPage>
  );
}

/** A matter as the holder of its receipt sees it. `form`: what the attempt was posted to; by default the evaluation. */
export function ReceiptView(props: {
  frame: Frame;
  now: Instant;
  receipt: Receipt;
  /** Where the page is, in full. */
  address: string;
  attempt: Attempt;
  form?: string | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, receipt } = props;
  const of = (form: string) => (props.form === form ? props.attempt : undefined);
  const { title, next } = headline(receipt, now);
  const path = `/receipts/${encodeURIComponent(receipt.receiptCode)}`;
  return (
    <ResidentPage frame={frame}>
      <PageHead title={title} lead={next} />
      <Overtaken {...props} />
      <Dues receipt={receipt} now={now} />
      <Review receipt={receipt} now={now} />
      <Outcome receipt={receipt} />
      {receipt.mayEvaluate && (
        <Evaluation
          {...props}
          attempt={props.form === undefined ? props.attempt : (of("evaluation") ?? untouched())}
        />
      )}
      <AskReview {...props} attempt={of("review") ?? untouched()} />
      <OtherParts {...props} />
      <Code code={receipt.receiptCode} address={props.address} />
      <Card title="事项">
        <DescriptionList items={facts(receipt)} />
        {receipt.photos.length > 0 && <Photos photos={receipt.photos} at={link(frame, `${path}/photos`)} />}
      </Card>
      <Adding {...props} attempt={of("additions")} />
      <OwnCommitments frame={frame} commitments={receipt.commitments} />
      <Past {...props} title="办理经过" path={path} page={receipt} />
      {receipt.noWithdrawal && <p>{receipt.noWithdrawal}。</p>}
      <Actions>
        <LinkButton href={link(frame, "/")}>返回首页</LinkButton>
        {receipt.mayWithdraw && (
          <LinkButton href={link(frame, `${path}/withdrawal`)}>撤回这件事项</LinkButton>
        )}
      </Actions>
    </ResidentPage>
  );
}

/** Says why a form wasn't taken and keeps what was typed, when the page offers it no more. */
function Overtaken({ receipt, attempt, form }: Parameters<typeof ReceiptView>[0]) {
  const { reviewable: review, mayAdd: additions, mayEvaluate: evaluation } = receipt;
  // Withdrawing has a page of its own, as long as it can be done.
  const open: Record<string, unknown> = { review, additions, evaluation, withdrawal: false };
  if (open[form ?? "evaluation"]) return null;
  const reason = form === "withdrawal" ? withdrawalLabel : reasonLabel;
  const labels = { comment: commentLabel, reason, text: additionLabel };
  return (
    <>
      <ErrorSummary problems={attempt.problems.filter(({ path }) => path === "")} />
      <Unsaved attempt={attempt} labels={labels} />
    </>
  );
}

/**
 * By when each thing is due, and by which rule of the county. Nothing is due once the matter waits for the resident or has
 * ended.
 */
function Dues({ receipt, now }: { receipt: Receipt; now: Instant }): Child {
  const limits = receipt.due.filter(({ kind }) => ["acceptance", "step", "overall"].includes(kind));
  if (limits.length === 0) return null;
  const waits = receipt.toBegin.map(({ called, within }) => ({ term: called, detail: within }));
  return (
    <DescriptionList
      items={[
        ...limits.map(({ called, dueAt, pausedAt, basis, caution }) => ({
          term: called,
          detail: (
            <>
              <DueBy at={dueAt as Instant} now={now} paused={pausedAt !== null} />
              <p class="meta">{basis}</p>
              {caution && <p class="meta">{caution}</p>}
            </>
          ),
        })),
        ...waits,
      ]}
    />
  );
}

/** What was done, or why not, before anything else. While it is being evaluated the form shows it. */
function Outcome(props: { receipt: Receipt }): Child {
  const { state, outcome, mayEvaluate } = props.receipt;
  const told = ["resolved", "closed", "declined", "merged"].includes(state);
  if (!outcome || !told || mayEvaluate) return null;
  return (
    <Card title={state === "declined" ? "理由和去处" : "办理结果"}>
      <p class="as-typed">{outcome}</p>
    </Card>
  );
}

function Code({ code, address }: { code: string; address: string }) {
  return (
    <Card title="回执码">
      <p class="receipt-code">{code}</p>
      <QrCode address={address} label="本页网址的二维码" />
      <Copy text={address}>复制本页网址</Copy>
      <p>
        查看进度和评价结果只凭这个码。请截屏、抄下来，或者收藏本页，以后扫二维码也能打开。知道它的人都能看到本页，请不要发给无关的人。
      </p>
    </Card>
  );
}

function facts(receipt: Receipt) {
  return [
    { term: "编号", detail: receipt.number },
    { term: "类别", detail: receipt.category },
    { term: "地点", detail: `${receipt.lineage.at(-1)?.name ?? ""} ${receipt.place}`.trim() },
    { term: "情况说明", detail: <p class="as-typed">{receipt.body}</p> },
    { term: "提交时间", detail: formatFullMoment(receipt.reportedAt as Instant) },
  ];
}

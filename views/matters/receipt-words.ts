import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { formatDueBy } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";

type Headline = { title: string; next: string };

/** Where a matter stands, told to the person who reported it: a title, and what happens next. */
export function headline(receipt: Receipt, now: Instant): Headline {
  const { state } = receipt;
  if (state === "resolved") return resolved(receipt, now);
  if (receipt.review?.state === "asked") return reviewing(receipt.review, now);
  if (state === "closed") return { title: "已办结", next: closed(receipt) };
  if (state === "declined") return { title: "不予受理", next: declined(receipt) };
  if (state === "withdrawn") return withdrawn;
  if (state === "paused") return paused(receipt, now);
  if (state === "merged") return merged(receipt, now);
  const awaited = receipt.toBegin.find(({ kind }) => kind === "step");
  if (awaited) return waits(receipt as Receipt & { state: Running }, awaited.within, now);
  const step = receipt.due.find(({ kind }) => kind === "step");
  const who = step?.owner ?? "办理单位";
  if (step !== undefined && step.dueAt < now) return lateWords[state](who, whyAnew(receipt));
  return onTimeWords[state](
    who,
    step === undefined ? "" : `，本县规定的时限是${formatDueBy(step.dueAt as Instant, now)}`,
    whyAnew(receipt),
  );
}

type Running = Exclude<
  Receipt["state"],
  "resolved" | "closed" | "declined" | "paused" | "merged" | "withdrawn"
>;

/** A limit is what the county's rules say; that it will be kept is for nobody to promise. */
const onTimeWords: Record<Running, (who: string, by: string, why: string) => Headline> = {
  reported: (who, by) => ({ title: "已提交，等待受理", next: `由${who}办理${by}。办好后请您评价。` }),
  accepted: (who, by) => ({ title: "正在办理", next: `${who}正在办理${by}。办好后请您评价。` }),
  reopened: (who, by, why) => ({ title: "重新办理", next: `${why}已转由${who}办理${by}。` }),
};

const lateWords: Record<Running, (who: string, why: string) => Headline> = {
  reported: (who) => ({ title: "已提交，等待受理", next: `${who}还没有办理，已经超过时限。` }),
  accepted: (who) => ({ title: "正在办理", next: `${who}已经受理，还没有办好，已经超过时限。` }),
  reopened: (who, why) => ({ title: "重新办理", next: `${why}已转由${who}办理，已经超过时限。` }),
};

/** What was once sent back on review may be dealt with anew for that, or for a verdict since. */
const whyAnew = ({ review }: Receipt): string => (review?.state === "overturned" ? "" : "按您的评价，");

/** Its limit begins with acceptance: until then only that can be late. */
function waits(receipt: Receipt & { state: Running }, within: string, now: Instant): Headline {
  const { state, due } = receipt;
  const accept = due.find(({ kind }) => kind === "acceptance");
  const who = accept?.owner ?? "办理单位";
  const { title, next } = onTimeWords[state](who, `，本县规定的时限是${within}`, whyAnew(receipt));
  return accept && accept.dueAt < now
    ? { title, next: `${who}还没有受理，已经超过受理的时限。` }
    : { title, next };
}

/** What is waited for stands in the timeline. */
function paused(receipt: Receipt, now: Instant): Headline {
  const until = receipt.due.find(({ kind }) => kind === "pause");
  const basis = until ? `，${formatDueBy(until.dueAt as Instant, now)}恢复办理或再核对` : "";
  return { title: "暂停办理", next: `要等外面的结果才能接着办${basis}。暂停时不计办理时限。` };
}

/** What becomes of the main matter, until something has come of it and they have said what they think. */
function merged(receipt: Receipt, now: Instant): Headline {
  const { main, closedAt, resolvedAt, due } = receipt;
  const title = `和 ${main?.number ?? "另一件"} 一起办理`;
  if (closedAt) return { title: "已经办理", next: `您的评价已记录在案。${elsewhere}` };
  if (resolvedAt) return resolved(receipt, now);
  const step = due.find(({ kind }) => kind === "step");
  const accepting = step ? undefined : due.find(({ kind }) => kind === "acceptance");
  const by = step?.dueAt ? `，时限是${formatDueBy(step.dueAt as Instant, now)}` : "";
  const late = step && step.dueAt < now ? "，已经超过时限" : by;
  const who = (step ?? accepting)?.owner ?? "办理单位";
  const waits =
    main?.state === "paused"
      ? `${who}要等外面的结果才能接着办`
      : `由${who}办理${accepting && accepting.dueAt < now ? "，已经超过受理的时限" : late}`;
  return { title, next: `已有人反映同一件事，${waits}。有了结果请您评价。` };
}

const resolved = (receipt: Receipt, now: Instant): Headline =>
  receipt.mayEvaluate
    ? {
        title: "已经办理，请您评价",
        next: `看看下面的结果，${evaluation(receipt, now)}告诉我们问题是否解决。没有评价的，到期办结。`,
      }
    : { title: "已经办理", next: "评价的期限已经过了，这件事按规则办结。" };

/** What is looked at again: by whom, and by when they must have answered. */
function reviewing({ name, to, answerBy }: NonNullable<Receipt["review"]>, now: Instant): Headline {
  const late = answerBy !== null && answerBy < now;
  const by = answerBy === null ? "" : `，本县规定的时限是${formatDueBy(answerBy, now)}`;
  return { title: `正在${name}`, next: `由${to}答复${late ? "，已经超过时限" : by}。` };
}

/** Where to turn with what the product can do no more about. */
const elsewhere = "仍有意见的，请联系所在的社区，或拨打12345热线。";

function closed(receipt: Receipt): string {
  const { closure, satisfied, consequences, review, reviewable } = receipt;
  if (closure === "unsolved" && (review || reviewable)) return contested(receipt, "您的评价已记录在案。");
  if (closure !== "solved" || satisfied !== false) return closedWords[closure ?? "solved"];
  const why = consequences.dissatisfied === "stands" ? "重新办理的次数已经用完，" : "";
  return `您评价问题已经解决、对办理不满意，已记录在案。${why}这件事办结了。${elsewhere}`;
}

const withdrawn: Headline = {
  title: "已撤回",
  next: "您撤回了这件事项，不再办理。以后还要办的，请重新提交。",
};

const declined = (receipt: Receipt): string =>
  contested(receipt, "这件事不在受理范围内，请看下面的理由和去处。");

/** What can be done about an end that they don't agree with. */
function contested({ review, reviewable }: Receipt, ended: string): string {
  const upheld = review?.state === "upheld" ? `${review.to}${review.name}后维持原结果。` : ended;
  return reviewable ? `${upheld}不同意的，可以在下面申请${reviewable.name}。` : upheld;
}

const closedWords: Record<NonNullable<Receipt["closure"]>, string> = {
  solved: "您评价问题已经解决，这件事办结了。谢谢您的反映。",
  unsolved: `您的评价已记录在案，这件事不再重办。${elsewhere}`,
  unevaluated: "到期限没有收到您的评价，这件事办结了。仍没有解决的，请重新提交。",
};

function evaluation({ evaluateBy }: Receipt, now: Instant): string {
  return evaluateBy === null ? "" : `${formatDueBy(evaluateBy, now)}`;
}

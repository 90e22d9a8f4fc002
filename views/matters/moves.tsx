import type { MatterPage } from "../../worker/domain/matters/read.ts";
import { exclusionStates, reviewStates } from "../../worker/domain/matters/states.ts";
import { Card } from "../components/list.tsx";
import { MoveForm, type MoveProps, overtakenBy } from "../components/move.tsx";
import { Unsaved } from "../components/unsaved.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";

type Props = MoveProps & { frame: Frame; page: MatterPage };

/** What this person may do with the matter now; otherwise what happens next. */
export function Moves(props: Props) {
  const { offers, state, assignments } = props.page;
  // What the unit says that led: whoever has the matter checks it, and answers with it.
  const { outcome } = assignments;
  const forms = offers.map((offer, index) => (
    <MoveForm
      {...props}
      offer={offer}
      primary={index === 0 && !offer.form.aside}
      values={offer.name === "resolve" && outcome ? { outcome } : undefined}
      kept={offer.name === "merge" ? <Alike {...props} /> : undefined}
    />
  ));
  // What can be done with a matter that has ended, or that others have, stands below what comes of it.
  if (offers.every(({ form }) => form.aside) || onceEnded.includes(state))
    return <WhatNext page={props.page}>{forms}</WhatNext>;
  return <Card title="办理">{forms}</Card>;
}

const onceEnded: readonly MatterPage["state"][] = ["closed", "declined", "merged", "withdrawn"];

/** Leads to what may be the same thing: what is open in the unit, of the same category. */
function Alike({ frame, page }: Props) {
  const unit = page.lineage.find(({ path }) => path === page.levelPath);
  const query = new URLSearchParams({ within: unit?.id ?? "", kind: page.kind });
  return (
    <p>
      <a href={link(frame, `/matters?${query}`)}>查看{unit?.name}同类、没有办结的事项</a>
    </p>
  );
}

const nextWords: Record<MatterPage["state"], string> = {
  reported: "等待受理。受理后由经办人答复居民。",
  accepted: "经办人正在办理。办理后请居民评价。",
  paused: "暂停办理，等到挂起的情形结束后恢复；在那之前期限停住。",
  resolved: "等待居民评价。到评价期限没有评价的，按规则办结。",
  reopened: "居民评价没有解决或不满意，正在重新办理。",
  closed: "事项已办结。",
  declined: "理由和去处已告知居民。",
  withdrawn: "居民撤回了这件事项，不再办理，不计入办结的数字。",
  merged: "已并入主事项，一起办理。上报人凭自己的回执看进展、作评价，不满意的按规则重新办理。",
};

const closedWords: Record<NonNullable<MatterPage["closure"]>, string> = {
  solved: "居民评价已解决，事项已办结。",
  unsolved: "居民评价没有解决，按规则不再重办，事项已办结。",
  unevaluated: "居民没有在期限内评价，事项按规则办结，单独统计。",
};

const closedSaid = (closure: keyof typeof closedWords, satisfied: boolean | null): string =>
  closure === "solved" && satisfied === false
    ? "居民评价已解决，但对办理不满意，事项已办结。"
    : closedWords[closure];

/** What was sent back on review may have been sent back by a verdict since. */
const nextSaid = ({ state, review }: MatterPage): string =>
  state === "reopened" && review?.state === "overturned" ? "正在重新办理。" : nextWords[state];

function WhatNext(props: { page: MatterPage; children: Child }) {
  const { state, outcome, closure, satisfied, withheldAt, exclusion, review } = props.page;
  return (
    <Card title={["closed", "declined", "withdrawn"].includes(state) ? "结果" : "下一步"}>
      {outcome && <p class="as-typed">{outcome}</p>}
      <p>{closure ? closedSaid(closure, satisfied) : nextSaid(props.page)}</p>
      {withheldAt && <p class="meta">办理结果已从本县首页撤下。</p>}
      {review && <p class="meta">{`${review.to}${review.name}：${reviewStates[review.state]}`}</p>}
      {exclusion && <p class="meta">{`${exclusionStates[exclusion.state]}：${exclusion.reason}`}</p>}
      {props.children}
    </Card>
  );
}

/** Keeps what was typed when somebody else moved the matter on and the form is gone. */
export function Overtaken({ page, failed }: Pick<Props, "page" | "failed">) {
  const gone = overtakenBy(page.offers, failed);
  return gone ? <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} /> : null;
}

import type { whistlesPage } from "../../worker/domain/whistles/list.ts";
import { whistleStates } from "../../worker/domain/whistles/states.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { timeLeft } from "../lists/time-left.ts";
import { isConfined, type Told } from "../lists/told.ts";
import { WhistleWord } from "./state.tsx";

type Page = Awaited<ReturnType<typeof whistlesPage>>;
type Shown = {
  frame: Frame;
  now: Instant;
  page: Page;
  accountId: string | null;
  /** For the forms around the list. */
  idempotencyKey: string;
};

/** The whistles a person finds: those where something is due first, first. */
export function WhistlesPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="吹哨报到"
        action={
          (page.mayBlow || page.areFiled) && (
            <Actions>
              {page.mayBlow && (
                <LinkButton href={link(frame, "/whistles/new")} kind="primary">
                  吹哨
                </LinkButton>
              )}
              {page.areFiled && <LinkButton href={link(frame, "/filings")}>按月报备</LinkButton>}
            </Actions>
          )
        }
      />
      <WorkList
        {...around(told)}
        id="whistles"
        at={now}
        columns={[{ label: "吹哨单位" }, { label: "报到" }, { label: "状态" }]}
        rows={page.whistles.map((row) => rowOf(props, row))}
        hasTimeLeft={!page.asked.done}
        empty={<NoWhistles {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/whistles",
  called: "吹哨",
  counter: "次",
  page,
  states: whistleStates,
  kinds: { label: "类型", options: page.kinds },
  standings: ["正在报到", "已结束、已撤回"],
  due: true,
  orders: { urgent: "最急的在前", newest: "新的在前", first: "旧的在前" },
  placeholder: "编号、内容、地点、单位",
  exported: true,
  accountId,
  idempotencyKey,
});

const rowOf = ({ frame, now }: Shown, row: Page["whistles"][number]): WorkRow => ({
  id: row.id,
  href: link(frame, `/whistles/${encodeURIComponent(row.id)}`),
  title: row.body,
  meta: [row.number, row.kindName, `${formatDay(row.blownAt as Instant, now)}吹哨`],
  cells: [row.by, `${row.came}/${row.called}`, <WhistleWord state={row.state} />],
  timeLeft: timeLeft(row.dueAt, now),
});

function NoWhistles({ frame, page, told }: Shown & { told: Told }) {
  if (isConfined(page.asked))
    return (
      <Empty text={page.asked.search ? `没有找到“${page.asked.search}”。` : "没有符合这些条件的吹哨。"}>
        <LinkButton href={link(frame, told.path)}>看全部正在报到的</LinkButton>
      </Empty>
    );
  if (page.asked.done) return <Empty text="还没有结束的吹哨。" />;
  return <Empty text="现在没有正在报到的吹哨。由您的单位吹哨，或者叫您的单位报到的，都会列在这里。" />;
}

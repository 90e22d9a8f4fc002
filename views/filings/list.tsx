import type { filingsPage } from "../../worker/domain/filings/list.ts";
import { filingStates } from "../../worker/domain/filings/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { timeLeft } from "../lists/time-left.ts";
import { isConfined, type Told } from "../lists/told.ts";
import { filingSaid } from "./state.tsx";

type Page = Awaited<ReturnType<typeof filingsPage>>;
type Shown = {
  frame: Frame;
  now: Instant;
  page: Page;
  accountId: string | null;
  /** For the forms around the list. */
  idempotencyKey: string;
};

/** The months a person finds: which unit has to file, has filed, and when. */
export function FilingsPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="吹哨报备"
        lead="每个月吹哨和报到的情况，由吹哨单位在下个月报备。"
        action={<LinkButton href={link(frame, "/whistles")}>吹哨报到</LinkButton>}
      />
      <WorkList
        {...around(told)}
        id="filings"
        at={now}
        columns={[
          { label: "报备单位" },
          { label: "吹哨", numeric: true },
          { label: "报到" },
          { label: "状态" },
        ]}
        rows={page.filings.map((row) => rowOf(props, row))}
        hasTimeLeft={!page.asked.done}
        empty={<NoFilings {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/filings",
  called: "吹哨报备",
  counter: "个",
  page,
  states: filingStates,
  kinds: { label: "类型", options: page.kinds },
  sources: { label: "月份", words: page.months },
  standings: ["待报备", "已报备"],
  due: true,
  orders: { urgent: "最急的在前", newest: "新的在前", first: "旧的在前" },
  placeholder: "单位、月份",
  exported: true,
  accountId,
  idempotencyKey,
});

const rowOf = ({ frame, now }: Shown, row: Page["filings"][number]): WorkRow => ({
  id: row.id,
  href: link(frame, `/filings/${encodeURIComponent(row.id)}`),
  title: row.monthName,
  meta: [row.kindName],
  cells: [row.unit, String(row.whistles), absentSaid(row), filingSaid(row)],
  timeLeft: timeLeft(row.filedAt === null ? row.dueAt : null, now),
});

/** Of what was filed: `没有报到 5 个，通报甲、乙、丙 等 4 个`. */
function absentSaid({ summary }: Page["filings"][number]): string {
  if (!summary) return "";
  const { named, comings } = summary;
  const some = named.slice(0, 3).join("、") + (named.length > 3 ? ` 等 ${named.length} 个` : "");
  return `没有报到 ${comings.absent} 个${named.length > 0 ? `，通报${some}` : ""}`;
}

function NoFilings({ frame, page, told }: Shown & { told: Told }) {
  if (isConfined(page.asked))
    return (
      <Empty text={page.asked.search ? `没有找到“${page.asked.search}”。` : "没有符合这些条件的。"}>
        <LinkButton href={link(frame, told.path)}>看全部待报备的</LinkButton>
      </Empty>
    );
  if (page.asked.done) return <Empty text="还没有报备过。" />;
  return <Empty text="现在没有待报备的。规则要求按月报备的吹哨，当月吹过的，会列在这里。" />;
}

import type { UnitsList } from "../../worker/domain/units/list.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { around } from "../lists/around.ts";
import { isConfined, type Told } from "../lists/told.ts";

export interface UnitsShown {
  frame: Frame;
  page: UnitsList;
  accountId: string | null;
  mayAdd: boolean;
  /** The unit that was just registered. */
  added?: string | undefined;
  /** For the forms around the list. */
  idempotencyKey: string;
}

/** The member units: what each is, and where it is registered. */
export function Units(props: UnitsShown) {
  return (
    <WorkList
      {...around(toldOf(props))}
      id="units"
      columns={[{ label: "类型" }, { label: "登记地" }]}
      rows={props.page.units.map((row) => rowOf(props, row))}
      hasTimeLeft={false}
      empty={<NoUnits {...props} />}
    />
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: UnitsShown): Told => ({
  frame,
  path: "/units",
  called: "成员单位",
  counter: "个",
  page,
  states: { open: "在用", closed: "已停用" },
  kinds: { label: "类型", options: page.kinds },
  standings: ["在用", "已停用"],
  due: false,
  orders: { first: "按名称" },
  placeholder: "单位名称、拼音首字母",
  exported: true,
  accountId,
  idempotencyKey,
});

function rowOf({ frame, added }: UnitsShown, row: UnitsList["units"][number]): WorkRow {
  return {
    id: row.id,
    href: link(frame, `/units/${encodeURIComponent(row.id)}`),
    title: row.name,
    meta: row.closedAt === null ? [] : ["已停用"],
    cells: [row.kindName, <a href={link(frame, `/org/${encodeURIComponent(row.orgUnitId)}`)}>{row.seat}</a>],
    fresh: row.id === added,
  };
}

function NoUnits({ frame, page, mayAdd }: UnitsShown) {
  const { asked } = page;
  if (!isConfined(asked) && !asked.done)
    return <Empty text={`还没有登记成员单位。${mayAdd ? "用“登记单位”的表单登记第一个。" : ""}`} />;
  const nothing = asked.done && !isConfined(asked) ? "没有停用的单位。" : "没有符合这些条件的单位。";
  return (
    <Empty text={asked.search ? `没有找到“${asked.search}”。` : nothing}>
      <LinkButton href={link(frame, "/units")}>看全部在用的单位</LinkButton>
    </Empty>
  );
}

import type { treePage } from "../../worker/domain/org/read.ts";
import { formatNumber } from "../../worker/text/figures.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import type { Choice, Facet, WorkListProps, WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { around } from "../lists/around.ts";
import { asking, type Told } from "../lists/told.ts";

export type TreePage = Awaited<ReturnType<typeof treePage>>;

interface Shown {
  frame: Frame;
  page: TreePage;
  accountId: string | null;
  /** Whether the form that adds stands beside it. */
  adding: boolean;
  /** The unit that was just added. */
  added?: string | undefined;
  /** For the forms around the list. */
  idempotencyKey: string;
}

type Row = TreePage["list"]["units"][number];

/** What lies below a unit: directly, or all of it down to the grids. A search looks through all. */
export function OrgUnits(props: Shown) {
  const { page } = props;
  const told = toldOf(props);
  const { directly } = page.list.asked;
  return (
    <WorkList
      {...around(told)}
      id="org"
      buckets={bucketsOf(told)}
      facets={facetsOf(props, told)}
      search={searchOf(told)}
      columns={[{ label: "层级" }, ...(directly ? [] : [{ label: "上级" }]), { label: "规模" }]}
      rows={page.list.units.map((row) => rowOf(props, row))}
      hasTimeLeft={false}
      empty={<Nothing {...props} told={told} />}
    />
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/org",
  called: page.list.asked.directly ? "下级组织" : "组织",
  counter: "个",
  page: page.list,
  states: { open: "在用", closed: "已撤销" },
  kinds: { label: "层级", options: page.list.kinds },
  sources: { label: "网格类型", words: page.list.sources },
  standings: ["全部", "已撤销"],
  due: false,
  orders: { first: "按代码、名称" },
  placeholder: "名称、拼音首字母、代码",
  exported: true,
  accountId,
  idempotencyKey,
});

/** What is directly below, all of it, what was closed. */
function bucketsOf(told: Told): Choice[] {
  const { asked, counts } = told.page;
  const to = asking(told);
  const of = (label: string, directly: boolean, done: boolean): Choice => {
    const current = (asked.directly ?? false) === directly && (asked.done ?? false) === done;
    const only = { directly: directly || undefined, done: done || undefined };
    return { label, href: to(only), current, ...(current ? { count: counts.all } : {}) };
  };
  return [of("直接下级", true, false), of("全部", false, false), of("已撤销", false, true)];
}

/** The whole county isn't a place to leave. */
const facetsOf = ({ page }: Shown, told: Told): Facet[] =>
  around(told).facets.map(({ name, label, options, ...facet }) =>
    name === "within" && page.unit.parentId === null
      ? { name, label, options }
      : { name, label, options, ...facet },
  );

/** A search looks through all that lies below, whatever is shown of it. */
function searchOf(told: Told): WorkListProps["search"] {
  const search = around(told).search;
  return search && { ...search, kept: search.kept.filter(([name]) => name !== "directly") };
}

const count = (value: number | null, unit: string) =>
  value === null ? "" : `${formatNumber(value)} ${unit}`;

function rowOf({ frame, page, added }: Shown, row: Row): WorkRow {
  const { id, code, parentId, parentName, closedAt } = row;
  const path = (unit: string) => link(frame, `/org/${encodeURIComponent(unit)}`);
  return {
    id,
    href: path(id),
    title: row.name,
    meta: [code, row.kindName, closedAt === null ? "" : "已撤销"].filter(Boolean),
    cells: [
      row.levelName,
      ...(page.list.asked.directly ? [] : [parentId ? <a href={path(parentId)}>{parentName}</a> : ""]),
      [count(row.households, "户"), count(row.residents, "人")].filter(Boolean).join("，"),
    ],
    action: page.mayInvite && closedAt === null && (
      <LinkButton href={link(frame, invitationPath(page, row))}>
        邀请<span class="unseen">{row.name}的人员</span>
      </LinkButton>
    ),
    fresh: id === added,
  };
}

/** Where somebody is invited to a unit: to a grid as its worker, elsewhere the role is chosen there. */
export function invitationPath(
  { levels }: Pick<TreePage, "levels">,
  unit: { readonly id: string; readonly level: string },
): string {
  const isGrid = levels.find(({ key }) => key === unit.level)?.kind === "grid";
  return `/people?scope=${encodeURIComponent(unit.id)}${isGrid ? "&role=grid_worker" : ""}#inviting`;
}

function Nothing({ page, adding, told }: Shown & { told: Told }) {
  const { search, kind, source, state, done, directly } = page.list.asked;
  const confined = [search, kind, source, state].some(Boolean);
  if (!confined && directly && !done)
    return <Empty text={`${page.unit.name}还没有下级组织。${adding ? "用“添加”的表单添加。" : ""}`} />;
  const nothing = done && !confined ? "没有撤销的组织。" : "没有符合这些条件的组织。";
  const { within } = page.list.asked;
  return (
    <Empty text={search ? `没有找到“${search}”。` : nothing}>
      <LinkButton href={asking({ ...told, page: { ...told.page, asked: { within, directly: true } } })({})}>
        看{page.unit.name}的下级组织
      </LinkButton>
    </Empty>
  );
}

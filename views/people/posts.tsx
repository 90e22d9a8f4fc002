import type { peoplePage } from "../../worker/domain/accounts/people.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { around } from "../lists/around.ts";
import { isConfined, type Told } from "../lists/told.ts";
import { roleNameIn } from "./roles.ts";

type Page = Awaited<ReturnType<typeof peoplePage>>;

interface Shown {
  frame: Frame;
  page: Omit<Page, "invitations" | "seats" | "units" | "moreUnits" | "levels">;
  roles: Parameters<typeof roleNameIn>[0];
  accountId: string | null;
  idempotencyKey: string;
}

/** Who holds which role where: a row for each role. */
export function Posts(props: Shown) {
  const { frame, page } = props;
  return (
    <WorkList
      {...around(toldOf(props))}
      id="people"
      columns={[{ label: "角色" }, { label: "范围" }]}
      rows={page.people.map((row) => rowOf(props, row))}
      hasTimeLeft={false}
      empty={
        isConfined(page.asked) || page.asked.done ? (
          <Empty text={page.asked.done ? "没有停用的账号。" : "没有符合这些条件的人员。"}>
            <LinkButton href={link(frame, "/people")}>看全部在用的</LinkButton>
          </Empty>
        ) : (
          <Empty text="还没有人。发出邀请链接，对方使用以后会列在这里。" />
        )
      }
    />
  );
}

function toldOf({ frame, page, roles, accountId, idempotencyKey }: Shown): Told {
  const roleName = roleNameIn(roles);
  return {
    frame,
    path: "/people",
    called: "人员",
    counter: "个岗位",
    page,
    states: { active: "在用", disabled: "已停用" },
    kinds: {
      label: "角色",
      options: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: roleName(value) })),
    },
    standings: ["在用", "已停用"],
    due: false,
    orders: { first: "按姓名" },
    placeholder: "姓名、拼音首字母、单位",
    accountId,
    idempotencyKey,
  };
}

function rowOf({ frame, roles }: Shown, row: Shown["page"]["people"][number]): WorkRow {
  return {
    id: row.postId,
    href: link(frame, `/people/${encodeURIComponent(row.id)}`),
    title: row.name,
    meta: [row.username],
    cells: [roleNameIn(roles)(row.role), row.scopeName ?? ""],
  };
}

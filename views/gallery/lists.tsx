import type { Instant } from "../../worker/time/instants.ts";
import { attempt } from "../components/attempt.ts";
import { Button } from "../components/button.tsx";
import { DateField } from "../components/date-field.tsx";
import { Empty } from "../components/notice.tsx";
import { StateMark } from "../components/state.tsx";
import { WorkList, type WorkListProps, type WorkRow } from "../components/work-list.tsx";
import type { Frame } from "../layout/frame.ts";

const row = (
  id: string,
  title: string,
  meta: string[],
  cells: string[],
  timeLeft: WorkRow["timeLeft"],
  more: Partial<WorkRow> = {},
): WorkRow => ({ id, href: `#${id}`, title, meta, cells, timeLeft, ...more });

const rows: WorkRow[] = [
  row(
    "1",
    "楼上住户卫生间防水坏了，客厅墙面洇湿，找了两次没人管，物业说要等业委会开会才能定",
    ["邻里纠纷", "居民上报", "2026-000003"],
    ["解放街社区 第一网格", "解放街社区书记"],
    { text: "超期8天", tone: "late" },
    { mark: <StateMark state="waiting">重新办理</StateMark> },
  ),
  row(
    "2",
    "四单元楼道堆着旧家具和纸箱，挡住消防通道",
    ["消防隐患", "网格巡查", "2026-000015"],
    ["北关社区 第二网格", "县消防救援大队（示例）"],
    { text: "超期2天", tone: "late" },
  ),
  row(
    "3",
    "小广场晚上总有人遛大狗不牵绳，孩子不敢去玩",
    ["市容环境", "居民上报", "2026-000018"],
    ["西关社区 第一网格", "西关社区"],
    { text: "今天18:00", tone: "soon" },
  ),
  row(
    "4",
    "走访了解到一户居民因家人住院花费较大，想申请临时救助",
    ["困难救助", "2026-000020"],
    ["蔡庄社区 第一网格", "蔡庄社区"],
    { text: "还剩3天", tone: "calm" },
    { fresh: true },
  ),
  row(
    "5",
    "单元门口五级台阶没有扶手，老人上下不方便",
    ["老旧小区", "2026-000023"],
    ["张营社区 第一网格", "张营社区"],
    null,
  ),
];

const choice = (label: string, current = false, count?: string) => ({
  label,
  href: `?part=lists&chosen=${encodeURIComponent(label)}`,
  current,
  count,
});

const full: Omit<WorkListProps, "frame"> = {
  id: "full",
  called: "事项",
  at: "2026-11-29T01:20:00.000Z" as Instant,
  buckets: [
    { ...choice("已超期", false, "4"), tone: "late" },
    choice("今天到期", false, "3"),
    choice("本周", false, "11"),
    choice("待我验收", false, "2"),
    choice("全部在办", true, "46"),
  ],
  facets: [
    {
      name: "place",
      label: "地点",
      chosen: "红旗社区",
      clear: "#clear",
      options: [choice("红旗社区", true, "12"), choice("解放街社区", false, "1000+")],
    },
    {
      name: "category",
      label: "类别",
      options: [choice("基础设施", false, "12"), choice("邻里纠纷", false, "8")],
    },
    {
      name: "source",
      label: "来源",
      options: [choice("居民上报", false, "30"), choice("网格巡查", false, "16")],
    },
    {
      name: "handler",
      label: "经办",
      options: [choice("张某", false, "30"), choice("还没有人", false, "16")],
    },
    {
      name: "period",
      label: "日期",
      options: [],
      form: (
        <form method="get" action="/gallery" class="form">
          <DateField name="since" label="从" attempt={attempt()} optional />
          <Button>按日期筛选</Button>
        </form>
      ),
    },
  ],
  search: {
    action: "/gallery",
    value: "",
    placeholder: "搜编号、内容、地点、姓名",
    kept: [["part", "lists"]],
    clear: "#",
  },
  sorts: [choice("最急的在前", true), choice("最新的在前"), choice("最早的在前")],
  sizes: [choice("20", true), choice("50"), choice("100")],
  columns: [{ label: "地点" }, { label: "主办" }],
  rows,
  hasTimeLeft: true,
  next: "#next",
  counted: "46 件",
  empty: null,
  exports: { xlsx: "#xlsx", csv: "#csv" },
  saved: { views: [choice("红旗社区超期的", false), choice("本周要办的", true)], form: null },
  batch: { action: "#", hidden: null, acts: [<Button>派遣所选</Button>, <Button>催办所选</Button>] },
};

/** A list with all it can have, one with little, one found empty, one whose search was stopped. */
export function WorkLists({ frame }: { frame: Frame }) {
  return (
    <>
      <WorkList {...full} frame={frame} />
      <WorkList {...few} frame={frame} />
      <WorkList
        {...few}
        id="none"
        called="账号"
        frame={frame}
        rows={[]}
        search={{ ...searched, value: "路灯" }}
        more="#more"
        counted="0 件"
        empty={
          <Empty text="没有找到“路灯”。少写几个字，或者换一个说法再搜。">
            <a href="#none">清除搜索</a>
          </Empty>
        }
      />
    </>
  );
}

const searched = {
  action: "/gallery",
  value: "",
  placeholder: "搜姓名、用户名",
  kept: [["part", "lists"]],
  clear: "#none",
} as const;

const few: Omit<WorkListProps, "frame"> = {
  ...full,
  id: "few",
  called: "人员",
  buckets: [],
  facets: [],
  search: searched,
  sorts: [],
  sizes: [],
  columns: [{ label: "用户名" }, { label: "事项", numeric: true }],
  rows: [
    { id: "a", title: "张某某", meta: ["红旗社区第一网格 网格员"], cells: ["zhang", "12"], href: "#a" },
    {
      id: "b",
      title: "李某",
      meta: ["县住建局 联络员"],
      cells: ["liaison", "3"],
      href: "#b",
      action: <Button>管理</Button>,
    },
  ],
  hasTimeLeft: false,
  next: undefined,
  counted: "2 人",
  exports: undefined,
  saved: undefined,
  batch: undefined,
};

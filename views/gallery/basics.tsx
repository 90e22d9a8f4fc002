import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Icon, iconNames } from "../components/icon.tsx";
import { Card, DescriptionList, Item, ItemList } from "../components/list.tsx";
import { Empty, Notice } from "../components/notice.tsx";
import { DueBy, StateMark } from "../components/state.tsx";
import { Table } from "../components/table.tsx";
import { Tabs } from "../components/tabs.tsx";
import { Timeline } from "../components/timeline.tsx";

const now = "2026-11-29T01:20:00.000Z" as Instant;
const at = (iso: string) => iso as Instant;

/** Words, marks, buttons, notices, cards and the lists inside them. */
export function Basics() {
  return (
    <>
      <Words />
      <Marks />
      <Buttons />
      <Notices />
      <div class="columns">
        <Rows />
        <Card title="办理进程">
          <Timeline now={now} events={events} earlier="#earlier" />
        </Card>
      </div>
      <Tabs label="范围" tabs={tabs} />
      <Units />
    </>
  );
}

const tabs = [
  { label: "在办", href: "#open", current: true },
  { label: "已结", href: "#done", current: false },
];

const events = [
  { at: at("2026-11-27T01:00:00.000Z"), title: "已提交，交给第一网格" },
  { at: at("2026-11-27T03:00:00.000Z"), title: "已受理", by: "示例网格员", tone: "onTime" as const },
  { at: at("2026-11-28T01:00:00.000Z"), title: "超过期限", tone: "overdue" as const },
  { at: at("2026-11-28T08:00:00.000Z"), title: "已办理", tone: "done" as const, note: "更换了灯具。" },
];

function Words() {
  return (
    <Card title="文字">
      <p>
        正文 16 像素，说接下来怎样、什么时候。正文里的<a href="#prose">链接带下划线</a>，行和导航里的不带。
      </p>
      <h3>小标题也是 16 像素，加粗</h3>
      <p class="meta">次要的内容 14 像素，颜色浅一些。</p>
      <DescriptionList
        items={[
          { term: "具体位置", detail: "小区北门外" },
          { term: "经办人", detail: "示例干部" },
        ]}
      />
      <ul class="contents">
        {iconNames.map((name) => (
          <li>
            <Icon of={name} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Marks() {
  return (
    <Card title="状态和期限">
      <p class="due">
        <StateMark state="onTime" />
        <StateMark state="dueSoon" />
        <StateMark state="overdue" />
        <StateMark state="done" />
        <StateMark state="waiting" />
        <span class="mark">办理中</span>
      </p>
      <ul>
        {[
          <DueBy at={at("2026-12-02T10:00:00.000Z")} now={now} />,
          <DueBy at={at("2026-11-29T10:00:00.000Z")} now={now} />,
          <DueBy at={at("2026-11-27T10:00:00.000Z")} now={now} />,
          <DueBy at={at("2026-11-30T10:00:00.000Z")} now={now} paused />,
          <DueBy at={at("2026-11-30T10:00:00.000Z")} now={now} metAt={at("2026-11-28T10:00:00.000Z")} />,
        ].map((due) => (
          <li>{due}</li>
        ))}
      </ul>
    </Card>
  );
}

function Buttons() {
  return (
    <Card title="按钮" action={<a href="#all">查看全部</a>}>
      <Actions>
        <Button kind="primary">提交事项</Button>
        <Button>保存</Button>
        <Button kind="danger">撤回决议</Button>
        <LinkButton href="#back">返回</LinkButton>
      </Actions>
      <Disclosure summary="更多设置">
        <p>大多数人现在用不着的。</p>
      </Disclosure>
    </Card>
  );
}

function Notices() {
  return (
    <>
      <Notice kind="success">单位已登记</Notice>
      <Notice kind="information">会议开始后可以登记到会情况。</Notice>
      <Notice kind="warning">会议定于明天 9:00 开始，现在还没有到。</Notice>
      <Notice kind="problem">这个时段已有会议</Notice>
      <Card title="空的时候">
        <Empty text="现在没有在办的事项。居民上报后，会按时间列在这里。">
          <a href="#done">查看已结事项</a>
        </Empty>
      </Card>
    </>
  );
}

function Rows() {
  return (
    <Card title="近期会议">
      <ItemList id="items" more="#more">
        <Item
          title="第四季度联席会议"
          href="#1"
          mark={<StateMark state="waiting" />}
          meta="第一会议室，示例县召开"
        />
        <Item
          title="北关社区三方联动"
          href="#2"
          mark={<DueBy at={at("2026-12-02T10:00:00.000Z")} now={now} />}
          action={<Button>撤回</Button>}
        />
        <Item title="没有去处的一行" meta="只是一行字" />
      </ItemList>
    </Card>
  );
}

function Units() {
  const rows = [
    { name: "县城市管理局（示例）", kind: "部门", count: 12 },
    { name: "示例物业公司", kind: "物业", count: 3 },
  ];
  return (
    <Table
      caption="成员单位（2 个）"
      rows={rows}
      columns={[
        { label: "名称", heading: true, cell: ({ name }) => <a href="#unit">{name}</a> },
        { label: "类型", cell: ({ kind }) => kind },
        { label: "任务", numeric: true, cell: ({ count }) => count },
      ]}
    />
  );
}

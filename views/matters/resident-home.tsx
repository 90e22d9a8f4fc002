import type { residentHome } from "../../worker/domain/matters/residents.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";
import { officeHourLines } from "../rules/hours.tsx";
import { suggestionCategory } from "./report.tsx";

type Home = Awaited<ReturnType<typeof residentHome>>;

/** What residents see first: report, look up, then what was solved lately. */
export function ResidentHome(props: { frame: Frame; now: Instant; home: Home }) {
  const { frame } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead
        title="反映身边的事"
        lead="路灯不亮、垃圾没清、邻里纠纷，都可以提交。不用登录，提交后凭回执码查看进度。"
      />
      <LinkButton href={link(frame, "/matters/new")} kind="primary" large>
        提交事项
      </LinkButton>
      <LinkButton href={link(frame, "/receipts")} large>
        查询进度
      </LinkButton>
      <Card title="最近解决的事项">
        <Solved solved={props.home.solved} now={props.now} />
      </Card>
      <OfficeHours hours={props.home.hours} />
      <p>
        对办理工作或本平台有意见，可以
        <a href={link(frame, `/matters/new?category=${suggestionCategory}`)}>提交投诉或建议</a>。
      </p>
      <p class="meta">
        <a href={link(frame, "/session/new")}>工作人员登录</a>
      </p>
    </ResidentPage>
  );
}

/** When somebody is there; due times are counted by these hours. */
function OfficeHours({ hours }: { hours: Home["hours"] }) {
  if (hours === null) return null;
  return (
    <Card title="办公时间">
      {officeHourLines(hours).map((line) => (
        <p>{line}</p>
      ))}
      <p class="meta">事项随时可以提交。</p>
    </Card>
  );
}

function Solved(props: { solved: Home["solved"]; now: Instant }) {
  if (props.solved.length === 0) {
    return <Empty text="还没有居民评价已解决的事项。解决以后，做了什么会公布在这里，不显示是谁提交的。" />;
  }
  return (
    <ItemList id="solved">
      {props.solved.map((matter) => (
        <Item
          title={`${matter.category.at(-1) ?? ""}，${matter.unit}`}
          meta={matter.closedAt !== null && `${formatDay(matter.closedAt as Instant, props.now)}办结`}
        >
          <p>{shortened(matter.outcome ?? "")}</p>
        </Item>
      ))}
    </ItemList>
  );
}

/** About four lines on a phone. */
const longest = 90;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest).join("")}……`;
}

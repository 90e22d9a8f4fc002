import type { ShownRobot } from "../../worker/domain/robots/read.ts";
import type { Unsent } from "../../worker/domain/robots/unsent.ts";
import { robotKinds, robotStates } from "../../worker/domain/robots/words.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card, DescriptionList, Item, ItemList } from "../components/list.tsx";
import { StateMark } from "../components/state.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** On a unit's page: how the robot of its group stands, for whoever looks after it. */
export function RobotCard(props: { frame: Frame; now: Instant; robot: ShownRobot | null }) {
  const { frame, robot } = props;
  if (robot === null) return null;
  const path = link(frame, `/robots/${encodeURIComponent(robot.id)}`);
  return (
    <Card
      title="群机器人"
      id="robot"
      action={<LinkButton href={path}>{robot.kind === null ? "设置" : "查看和更换"}</LinkButton>}
    >
      <RobotStanding {...props} robot={robot} />
    </Card>
  );
}

/** How it stands, how many messages wait, and what was not received. */
export function RobotStanding({ now, robot }: { now: Instant; robot: ShownRobot }) {
  const { kind, masked, deliveredAt, waiting, unsent } = robot;
  return (
    <>
      <DescriptionList
        items={[
          { term: "状态", detail: <Standing robot={robot} now={now} /> },
          { term: "机器人", detail: kind && `${robotKinds[kind]} ${masked ?? ""}` },
          { term: "最近送达", detail: deliveredAt && formatMoment(deliveredAt, now) },
          { term: "等待发送", detail: waiting > 0 ? `${waiting}${waiting < 100 ? "" : " 或更多"} 条` : null },
        ]}
      />
      {unsent.length > 0 && <NotReceived unsent={unsent} now={now} />}
    </>
  );
}

function Standing({ robot, now }: { robot: ShownRobot; now: Instant }) {
  const { state, failure, failedAt } = robot;
  if (state === "none") return <>{robotStates.none}。设置后，提醒会发到这个单位已有的群里。</>;
  if (state === "unproven") return <>{robotStates.unproven}</>;
  if (state === "works") return <StateMark state="done">{robotStates.works}</StateMark>;
  return (
    <>
      <StateMark state="overdue">{robotStates.failing}</StateMark>
      <p>
        {failure}
        {failedAt && `（${formatMoment(failedAt, now)}）`}
      </p>
    </>
  );
}

function NotReceived({ unsent, now }: { unsent: readonly Unsent[]; now: Instant }) {
  return (
    <>
      <h3>没有送达的消息</h3>
      <ItemList id="unsent">
        {unsent.map(({ title, writtenAt, nextAt, why }) => (
          <Item
            title={title}
            meta={`${formatMoment(writtenAt, now)} · ${nextAt === null ? "不再发送" : `${formatMoment(nextAt, now)} 再试`}`}
          >
            <p>{why}</p>
          </Item>
        ))}
      </ItemList>
    </>
  );
}

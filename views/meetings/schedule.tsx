import type { ScheduleOffer } from "../../worker/domain/meetings/form.ts";
import { inChineseOrder } from "../../worker/text/order.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { DateField, TimeField } from "../components/date-field.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { MemberChoices } from "./members.tsx";

/** Puts a meeting of one of a unit's series on the calendar; first asks which unit, where that is open. */
export function ScheduleMeetingPage(props: {
  frame: Frame;
  now: Instant;
  page: ScheduleOffer;
  /** As it was sent; without it the form begins, once its series is known. */
  attempt?: Attempt | undefined;
  said?: string | undefined;
  idempotencyKey: string;
}) {
  const { frame, page } = props;
  const { host, chosen } = page;
  return (
    <StaffPage frame={frame}>
      <PageHead title="安排会议" lead={host && `由${host.name}召开`} />
      {host && page.series.length > 0 ? (
        props.attempt || chosen ? (
          <Schedule {...props} host={host} attempt={props.attempt ?? beginning(page)} />
        ) : (
          <SeriesChoice frame={frame} page={page} host={host} />
        )
      ) : (
        <Hosts frame={frame} page={page} />
      )}
    </StaffPage>
  );
}

/** By the rules meetings are held at certain levels: choose the unit that convenes this one. */
function Hosts(props: { frame: Frame; page: ScheduleOffer }) {
  const { frame, page } = props;
  const groups = [...Map.groupBy(page.hosts, ({ level }) => level)].map(([level, hosts]) => ({
    label: page.levels.find(({ key }) => key === level)?.name ?? level,
    options: inChineseOrder(hosts).map(({ id, name }) => ({ value: id, label: name })),
  }));
  if (groups.length === 0) {
    return (
      <Empty text="按现行规则，您负责的范围内没有召开会议的单位。先建立组织，或请召开会议的单位安排。">
        <LinkButton href={link(frame, "/org")}>查看组织</LinkButton>
      </Empty>
    );
  }
  return (
    <form method="get" action={link(frame, "/meetings/new")} class="form">
      <Select
        name="orgUnitId"
        label="召开单位"
        hint="会议由哪个单位召开，按规则每一级有各自的会议。"
        options={groups}
        attempt={attempt()}
      />
      <Actions>
        <Button kind="primary">下一步</Button>
      </Actions>
    </form>
  );
}

/** The kind of meeting comes first: by the rules it says who belongs. */
function SeriesChoice(props: { frame: Frame; page: ScheduleOffer; host: Host }) {
  return (
    <form method="get" action={link(props.frame, "/meetings/new")} class="form">
      <input type="hidden" name="orgUnitId" value={props.host.id} />
      <Series page={props.page} attempt={attempt()} />
      <Actions>
        <Button kind="primary">下一步</Button>
      </Actions>
    </form>
  );
}

function Series(props: { page: ScheduleOffer; attempt: Attempt }) {
  const options = props.page.series.map(({ key, name }) => ({ value: key, label: name }));
  return <Radios name="series" label="会议类型" options={options} attempt={props.attempt} />;
}

/** With its series, and with those chosen who belong to it by the rules. */
const beginning = ({ chosen, byRules }: ScheduleOffer): Attempt =>
  attempt({ series: chosen?.key ?? "", members: [...byRules] });

type Host = NonNullable<ScheduleOffer["host"]>;

function Schedule(props: {
  frame: Frame;
  now: Instant;
  page: ScheduleOffer;
  host: Host;
  attempt: Attempt;
  said?: string | undefined;
  idempotencyKey: string;
}) {
  const { frame, page, host, attempt } = props;
  return (
    <>
      <ErrorSummary problems={attempt.problems} />
      <Form
        action={link(frame, "/meetings")}
        idempotencyKey={props.idempotencyKey}
        hidden={{ orgUnitId: host.id }}
      >
        <Series page={page} attempt={attempt} />
        <TextField name="title" label="会议名称" hint="例如：第四季度联席会议" most={60} attempt={attempt} />
        <DateField name="date" label="日期" min={page.days.first} max={page.days.last} attempt={attempt} />
        <TimeField name="time" label="开始时间" attempt={attempt} />
        <TextField name="place" label="地点" most={60} attempt={attempt} />
        <MemberChoices page={page} now={props.now} attempt={attempt} said={props.said} />
        <Actions>
          <Button kind="primary">安排会议</Button>
          <LinkButton href={link(frame, "/meetings")}>取消</LinkButton>
        </Actions>
      </Form>
    </>
  );
}

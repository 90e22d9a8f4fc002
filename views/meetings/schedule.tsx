import type { scheduleForm } from "../../worker/domain/meetings/schedule.ts";
import { type Attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { DateField } from "../components/date-field.tsx";
import { controlAttributes, Field, type FieldProps } from "../components/field.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { MemberChoices } from "./members.tsx";

type Offer = Awaited<ReturnType<typeof scheduleForm>>;

/** Puts a sitting of one of the unit's meeting series on the calendar. */
export function ScheduleMeetingPage(props: {
  frame: Frame;
  page: Offer;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, page } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead title="安排会议" lead={`由${page.host.name}召开`} />
      {page.series.length === 0 ? (
        <Empty text={`按现行规则，${page.host.name}这一级没有设会议。会议类型由县级管理员在规则中设定。`}>
          <LinkButton href={link(frame, "/rules")}>查看规则</LinkButton>
        </Empty>
      ) : (
        <Schedule {...props} />
      )}
    </StaffPage>
  );
}

function Schedule(props: { frame: Frame; page: Offer; attempt: Attempt; idempotencyKey: string }) {
  const { frame, page, attempt } = props;
  return (
    <>
      <ErrorSummary problems={attempt.problems} />
      <Form
        action={link(frame, "/meetings")}
        idempotencyKey={props.idempotencyKey}
        hidden={{ orgUnitId: page.host.id }}
      >
        <Radios
          name="series"
          label="会议类型"
          options={page.series.map(({ key, name }) => ({ value: key, label: name }))}
          attempt={onlyOne(attempt, page)}
        />
        <TextField
          name="title"
          label="会议名称"
          hint="例如：第四季度联席会议"
          maxlength={60}
          attempt={attempt}
        />
        <DateField name="date" label="日期" attempt={attempt} />
        <TimeField name="time" label="开始时间" attempt={attempt} />
        <TextField name="place" label="地点" maxlength={60} attempt={attempt} />
        <MemberChoices
          groups={[
            { label: "下级组织", members: page.below },
            { label: "成员单位", members: page.units },
          ]}
          attempt={attempt}
        />
        <Actions>
          <Button kind="primary">安排会议</Button>
          <LinkButton href={link(frame, "/meetings")}>取消</LinkButton>
        </Actions>
      </Form>
    </>
  );
}

/** Where the rules leave one series only, it is chosen. */
function onlyOne(attempt: Attempt, { series }: Offer): Attempt {
  const [only] = series.length === 1 ? series : [];
  if (only === undefined || typed(attempt, "series") !== "") return attempt;
  return { ...attempt, values: { ...attempt.values, series: only.key } };
}

/** A time of day in Asia/Shanghai; the value is `HH:MM`. */
function TimeField(props: FieldProps) {
  return (
    <Field {...props}>
      <input
        {...controlAttributes(props)}
        type="time"
        class="control control-short"
        value={typed(props.attempt, props.name)}
      />
    </Field>
  );
}

import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import {
  type AttendanceState,
  attendanceField,
  attendanceStates,
  correctableDays,
} from "../../worker/domain/meetings/states.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { fieldId, typed } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { FieldNotes } from "../components/field.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { Notice } from "../components/notice.tsx";
import { Options } from "../components/select.tsx";
import { attemptOf, type Failed, intoMain, keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { Meant, ruledDue } from "../resolutions/due.tsx";
import { ResolutionFields } from "../resolutions/fields.tsx";

/** The forms of a meeting's page, each named as the resource it posts to. */
type MeetingForm = "resolutions" | "closure" | "attendance";

type Props = {
  frame: Frame;
  page: MeetingPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

function formOf({ frame, page, idempotencyKey }: Props, form: MeetingForm) {
  const action = link(frame, `/meetings/${encodeURIComponent(page.id)}/${form}`);
  return { action, idempotencyKey: keyOf(idempotencyKey, form) };
}

/**
 * Logs what was just decided; several members may do so at the same time. Afterwards the form stands at the top
 * again, empty, with the list below it.
 */
export function LogResolution(props: Props & { now: Instant }) {
  const { page, now } = props;
  if (!page.due) return null;
  const form = formOf(props, "resolutions");
  const attempt = attemptOf(props.failed, "resolutions");
  return (
    <Card
      title="记录决议"
      id="log"
      action={
        page.resolutions.length > 0 && <a href="#resolutions">{`已记录 ${page.resolutions.length} 条`}</a>
      }
    >
      <ErrorSummary problems={attempt.problems} />
      <Form {...form} htmx={intoMain(form.action, "#log")}>
        <ResolutionFields
          members={page.members}
          mayNameMatter={page.mayNameMatter}
          attempt={attempt}
          now={now}
          standing={ruledDue(page.due, now)}
          offer={page.due}
        />
        <Actions>
          <Button id="log-it" kind="primary">
            记录决议
          </Button>
          <Meant attempt={attempt}>仍按这个日期记录</Meant>
        </Actions>
      </Form>
    </Card>
  );
}

/** Ends the meeting: who came and how, everybody looked at, and a word about what can't be undone. */
export function CloseMeeting(props: Props & { now: Instant }) {
  const { page, now, failed } = props;
  const form = formOf(props, "closure");
  const early =
    now < page.startsAt && `会议定于 ${formatMoment(page.startsAt as Instant, now)} 开始，现在还没有到。`;
  return (
    <Card title="结束会议" id="closing">
      <Disclosure summary="登记到会情况，结束会议" open={failed?.form === "closure"}>
        {early && <Notice kind="warning">{early}确实已经开过的，再结束。</Notice>}
        <Form {...form} htmx={intoMain(form.action)}>
          <Roll {...props} form="closure" hint="已全部填为到会，没有到会的请改。" of={() => "present"} />
          <p>{`结束后不能再记录决议，已记录的任务照常办理。到会情况在会议开始后 ${correctableDays} 天内可以更正。`}</p>
          <Actions>
            <Button kind="danger">确认结束会议</Button>
          </Actions>
        </Form>
      </Disclosure>
    </Card>
  );
}

/** Mends who came, for a while after the meeting. */
export function CorrectAttendance(props: Props) {
  const form = formOf(props, "attendance");
  return (
    <Disclosure summary="更正到会情况" open={props.failed?.form === "attendance"}>
      <Form {...form} htmx={intoMain(form.action)}>
        <Roll {...props} form="attendance" hint="改动会留下记录。" of={({ state }) => state} />
        <Actions>
          <Button>更正</Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

const choices = Object.entries(attendanceStates).flatMap(([value, label]) =>
  value === "invited" ? [] : [{ value, label }],
);

/** A line for each member, with how they attended. `of` says what stands there at first. */
function Roll(
  props: Props & {
    form: MeetingForm;
    hint: string;
    of: (member: MeetingPage["members"][number]) => AttendanceState;
  },
) {
  const attempt = attemptOf(props.failed, props.form);
  return (
    <fieldset class="field">
      <legend id={fieldId("present")} tabindex="-1">
        到会情况
      </legend>
      <FieldNotes name="present" label="到会情况" hint={props.hint} attempt={attempt} />
      <ul class="roll">
        {props.page.members.map((member) => {
          const name = attendanceField(member.id);
          return (
            <li>
              <label for={fieldId(name)}>{member.name}</label>
              <select id={fieldId(name)} name={name} class="control">
                <Options options={choices} value={typed(attempt, name) || props.of(member)} />
              </select>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

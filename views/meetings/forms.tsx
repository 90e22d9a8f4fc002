import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { chosen } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { Checkboxes } from "../components/choices.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { attemptOf, type Failed, intoMain, keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { ResolutionFields } from "../resolutions/fields.tsx";

/** The forms of a meeting's page, each named as the resource it posts to. */
type MeetingForm = "resolutions" | "closure";

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
export function LogResolution(props: Props) {
  const { page } = props;
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
        <ResolutionFields members={page.members} attempt={attempt} dueHint="不填则按规则计算" />
        <Actions>
          <Button id="log-it" kind="primary">
            记录决议
          </Button>
        </Actions>
      </Form>
    </Card>
  );
}

/** Ends the meeting: who came and how, and a word about what can't be undone. */
export function CloseMeeting(props: Props) {
  const { failed } = props;
  const form = formOf(props, "closure");
  return (
    <Card title="结束会议" id="closing">
      <Disclosure summary="登记到会情况，结束会议" open={failed?.form === "closure"}>
        <Form {...form} htmx={intoMain(form.action)}>
          <HowTheyCame {...props} name="present" label="到会" hint="哪一栏都没有勾选的，记为缺席。" />
          {exceptions.map(({ name, label }) => (
            <Disclosure summary={`有${label}的`} open={chosenIn(props, name)}>
              <HowTheyCame {...props} name={name} label={label} />
            </Disclosure>
          ))}
          <p>结束后不能再记录决议，到会情况不能再改。已记录的任务照常办理。</p>
          <Actions>
            <Button kind="danger">确认结束会议</Button>
          </Actions>
        </Form>
      </Disclosure>
    </Card>
  );
}

const exceptions = [
  { name: "proxy", label: "代会" },
  { name: "late", label: "迟到" },
  { name: "leave", label: "请假" },
];

const chosenIn = ({ failed }: Props, name: string): boolean =>
  chosen(attemptOf(failed, "closure"), name).length > 0;

function HowTheyCame(props: Props & { name: string; label: string; hint?: string }) {
  return (
    <div class="many">
      <Checkboxes
        name={props.name}
        label={props.label}
        hint={props.hint}
        options={props.page.members.map(({ id, name }) => ({ value: id, label: name }))}
        attempt={attemptOf(props.failed, "closure")}
      />
    </div>
  );
}

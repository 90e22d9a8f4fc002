import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import { Actions, Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { formOf, MoveForm, type MoveProps, overtakenBy } from "../components/move.tsx";
import { attemptOf } from "../components/submit.ts";
import { TextArea } from "../components/text-field.tsx";
import { Unsaved } from "../components/unsaved.tsx";

type Props = MoveProps & { page: ResolutionPage };

/** The move of that name, if it is offered. */
const offered = ({ page }: Pick<Props, "page">, name: string) =>
  page.offers.find((offer) => offer.name === name);

/** One text, sent either as progress or as the report that the task is complete. */
export function Report(props: Props) {
  const { failed } = props;
  const progress = offered(props, "progress");
  const complete = offered(props, "complete");
  if (!progress) return null;
  const form = failed?.form === complete?.resource ? failed?.form : undefined;
  const asked = [progress, complete].flatMap(
    (offer) => offer?.fields.filter(({ name }) => name === "text") ?? [],
  );
  return (
    <Card title="报告办理情况">
      <Form {...formOf(props, progress.resource)} htmx={undefined}>
        <TextArea
          name="text"
          label={asked.map(({ label }) => label).join("或")}
          hint="做了什么，还差什么。报告完成后由会议的召开单位验收。"
          rows={4}
          most={Math.min(...asked.flatMap((field) => (field.kind === "text" ? [field.max] : [])))}
          attempt={attemptOf(failed, form ?? progress.resource)}
        />
        <Actions>
          <Button kind="primary">{progress.label}</Button>
          {complete && <Button formaction={`${props.action}/${complete.resource}`}>{complete.label}</Button>}
        </Actions>
      </Form>
    </Card>
  );
}

/** Approves a task that was reported complete, or sends it back with a reason. */
export function Review(props: Props) {
  const approve = offered(props, "approve");
  const sendBack = offered(props, "sendBack");
  if (!approve || !sendBack) return null;
  return (
    <Card title="验收">
      <MoveForm {...props} offer={approve} primary />
      <MoveForm {...props} offer={sendBack} primary={false} />
    </Card>
  );
}

/** Keeps what was typed when somebody else moved the task on and the form is gone. */
export function Overtaken({ page, failed }: Pick<Props, "page" | "failed">) {
  const gone = overtakenBy(page.offers, failed);
  return gone ? <Unsaved attempt={gone.attempt} labels={page.labels[gone.form] ?? {}} /> : null;
}

import type { Offer } from "../../worker/domain/kernel/offers.ts";
import type { Child } from "../html.ts";
import type { Attempt } from "./attempt.ts";
import { Actions, Button } from "./button.tsx";
import { Radios } from "./choices.tsx";
import { DateField, TimeField } from "./date-field.tsx";
import { Disclosure } from "./disclosure.tsx";
import { Form } from "./form.tsx";
import { PhotoField } from "./photo-field.tsx";
import { Select } from "./select.tsx";
import { attemptOf, type Failed, intoMain, keyOf } from "./submit.ts";
import { TextArea, TextField } from "./text-field.tsx";

/** What the forms of a record's page have in common. */
export type MoveProps = {
  /** The record's address, already linked. */
  action: string;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
};

/** The form of a move, `values` in its fields at first: its words, what it asks for, its button. One that ends something is folded away. */
export function MoveForm(
  props: MoveProps & {
    offer: Offer;
    primary: boolean;
    values?: Attempt["values"] | undefined;
    /** What is sent along unseen: hidden fields. */
    kept?: Child | undefined;
  },
) {
  const { offer, primary, failed } = props;
  const { above, below, foretold, folded, danger, suggested } = offer.form;
  const kind = danger ? "danger" : primary ? "primary" : "secondary";
  const form = (
    <Form {...formOf(props, offer.resource)} {...sendingFiles(props, offer)}>
      {props.kept}
      {above && <p>{above}</p>}
      {foretold && <p>{foretold}</p>}
      {offer.fields.map((field) => (
        <MoveField field={field} failed={failed} form={offer.resource} values={props.values ?? suggested} />
      ))}
      {below && <p>{below}</p>}
      <Actions>
        <Button kind={kind}>{offer.label}</Button>
      </Actions>
    </Form>
  );
  if (folded === undefined) return form;
  return (
    <Disclosure summary={folded} open={failed?.form === offer.resource}>
      {form}
    </Disclosure>
  );
}

/** A form that asks for photos sends files, by htmx too. */
function sendingFiles(props: MoveProps, { fields, resource }: Offer) {
  if (!fields.some(({ kind }) => kind === "photos")) return {};
  const { htmx } = formOf(props, resource);
  return { files: true, htmx: { ...htmx, "hx-encoding": "multipart/form-data" } } as const;
}

/** Beyond them a list that unfolds is quicker than reading all. */
const fewOptions = 7;

function MoveField(props: {
  field: Offer["fields"][number];
  failed: Failed<string> | undefined;
  form: string;
  values: Attempt["values"] | undefined;
}) {
  const { name, label, hint } = props.field;
  const asSent = attemptOf(props.failed, props.form, props.values);
  // The form that failed is the one whose fields the summary of problems leads to.
  const attempt = props.failed?.form === props.form ? asSent : { ...asSent, within: props.form };
  const field = { name, label, hint, attempt };
  if (props.field.kind === "text") {
    const { max: most, lines } = props.field;
    if (lines === 1) return <TextField {...field} most={most} />;
    return <TextArea {...field} most={most} rows={lines} />;
  }
  if (props.field.kind === "photos") {
    const { most, together } = props.field;
    return <PhotoField {...field} most={most} together={together} />;
  }
  if (props.field.kind === "date") return <DateField {...field} />;
  if (props.field.kind === "time") return <TimeField {...field} />;
  const { options = [] } = props.field;
  const Asked = options.length > fewOptions ? Select : Radios;
  return <Asked {...field} options={options} />;
}

/** Where the form of a move is sent, and as what. */
export function formOf({ action, idempotencyKey }: MoveProps, resource: string) {
  const to = `${action}/${resource}`;
  return { action: to, idempotencyKey: keyOf(idempotencyKey, resource), htmx: intoMain(to) };
}

/** The form that didn't go through, when what it was for is offered no more: somebody else was first. */
export const overtakenBy = (offers: readonly Offer[], failed: Failed<string> | undefined) =>
  failed && !offers.some(({ resource }) => resource === failed.form) ? failed : undefined;

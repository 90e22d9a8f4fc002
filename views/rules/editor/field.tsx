import type { Field as RuleField } from "../../../worker/rules/schema/fields.ts";
import { chosen, fieldId, typed } from "../../components/attempt.ts";
import { Checkboxes } from "../../components/choices.tsx";
import { DateField } from "../../components/date-field.tsx";
import { controlAttributes, Field, type FieldProps } from "../../components/field.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import { type Editing, optionsFor } from "./editing.ts";
import { GroupFields } from "./group.tsx";
import { Duration, QuorumField } from "./measures.tsx";
import { People } from "./people.tsx";
import { Rows } from "./rows.tsx";
import { Sources } from "./sources.tsx";

type Props = { field: RuleField; name: string; editing: Editing };

/** The control for one part of a rule, drawn from what the schema says of it. */
export function RuleControl({ field, name, editing }: Props) {
  const { attempt, choices } = editing;
  const { unit, otherwise } = field;
  const label = field.title;
  // What has a default is filled in when the form is shown, so it need not be called optional.
  const optional = field.optional && otherwise === undefined;
  const said = { name, label, hint: field.hint, attempt, optional };
  switch (field.as) {
    case "group":
      return <GroupFields field={field} name={name} editing={editing} />;
    case "list":
      return <Rows field={field} name={name} editing={editing} />;
    case "key":
      return <input type="hidden" name={name} value={typed(attempt, name)} />;
    case "flag":
      return <Flag {...said} />;
    case "choice":
      return <ChoiceField {...said} words={field.words} several={field.several} />;
    case "reference":
      return <Reference {...said} choices={choices[field.to]} several={field.several} />;
    case "people":
      return <People {...said} several={field.several} choices={choices} />;
    case "duration":
      return <Duration {...said} words={field.words} />;
    case "quorum":
      return <QuorumField {...said} />;
    case "sources":
      return <Sources {...said} />;
    case "number":
      return <Measured {...said} unit={unit} />;
    case "lines":
      return (
        <TextArea
          {...said}
          label={unit ? `${label}（${unit}）` : label}
          hint={linesHint(field.hint)}
          rows={3}
        />
      );
    case "prose":
      return <TextArea {...said} rows={3} maxlength={field.longest} />;
    case "day":
      return <DateField {...said} />;
    case "clock":
      return <TextField {...said} hint={field.hint ?? "24小时制，如 08:30"} width="short" />;
    case "text":
      return <TextField {...said} maxlength={field.longest} />;
  }
}

const linesHint = (hint: string | undefined): string => [hint, "每行一项"].filter(Boolean).join("，");

/** Yes or no: ticked is yes. */
function Flag({ name, label, hint, attempt }: FieldProps) {
  const id = fieldId(name);
  return (
    <div class="field">
      <div class="choice">
        <input
          type="checkbox"
          id={id}
          name={name}
          value="yes"
          checked={typed(attempt, name) === "yes"}
          aria-describedby={hint && `${id}-hint`}
        />
        <label for={id}>{label}</label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

function ChoiceField(props: FieldProps & { words: Readonly<Record<string, string>>; several: boolean }) {
  const { words, several, ...said } = props;
  const options = Object.entries(words).map(([value, label]) => ({ value, label }));
  if (!several)
    return <Select {...said} options={options} unchosen={said.optional ? "（不设）" : undefined} />;
  return (
    <Checkboxes {...said} optional={false} options={chosenFirst(options, chosen(said.attempt, said.name))} />
  );
}

function Reference(props: FieldProps & { choices: Editing["choices"]["level"]; several: boolean }) {
  const { choices, several, ...said } = props;
  if (!several) {
    return (
      <Select {...said} options={optionsFor(choices)} unchosen={said.optional ? "（不设）" : undefined} />
    );
  }
  const options = choices.map(({ key, name, under }) => ({
    value: key,
    label: under === undefined || under === name ? name : `${under} › ${name}`,
  }));
  return (
    <Checkboxes {...said} optional={false} options={chosenFirst(options, chosen(said.attempt, said.name))} />
  );
}

/** What is chosen stands first, in the order it was chosen in, because that order may mean something. */
function chosenFirst<T extends { value: string }>(options: readonly T[], values: readonly string[]): T[] {
  const first = values.flatMap((value) => options.find((option) => option.value === value) ?? []);
  return [...first, ...options.filter((option) => !first.includes(option))];
}

/** A number with its unit beside it. */
function Measured(props: FieldProps & { unit: string | undefined }) {
  const { unit, ...said } = props;
  return (
    <Field {...said}>
      <div class="measured">
        <input
          {...controlAttributes(said)}
          type="text"
          inputmode="decimal"
          class="control control-short"
          value={typed(said.attempt, said.name)}
        />
        {unit && <span>{unit}</span>}
      </div>
    </Field>
  );
}

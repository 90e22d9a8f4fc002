import { below } from "../../../worker/rules/document/form-names.ts";
import { isIdle } from "../../../worker/rules/document/standing.ts";
import type { GroupField, Field as RuleField } from "../../../worker/rules/schema/fields.ts";
import { chosen, fieldId, typed } from "../../components/attempt.ts";
import { Checkboxes } from "../../components/choices.tsx";
import { DateField } from "../../components/date-field.tsx";
import { controlAttributes, Field, type FieldProps } from "../../components/field.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import type { Child } from "../../html.ts";
import { toldField } from "../not-yet.tsx";
import { type Editing, optionsFor } from "./editing.ts";
import { GroupFields } from "./group.tsx";
import { Duration, QuorumField } from "./measures.tsx";
import { People } from "./people.tsx";
import { Rows } from "./rows.tsx";
import { Sources } from "./sources.tsx";

type Props = { field: RuleField; name: string; editing: Editing };

/** The fields of a group without a frame around them. */
export function Fields({ field, name, editing }: Props & { field: GroupField }) {
  return field.fields.map(([part, inner]) => (
    <RuleControl field={inner} name={below(name, part)} editing={editing} />
  ));
}

/** The control for one part of a rule, drawn from what the schema says of it. */
export function RuleControl({ field: described, name, editing: above }: Props) {
  const field = toldField(described, above.idle);
  const editing = { ...above, idle: above.idle || isIdle(field) };
  // What has a default is filled in when the form is shown, so it need not be called optional.
  const optional = field.optional && field.otherwise === undefined;
  const said = { name, label: field.title, hint: field.hint, attempt: editing.attempt, optional };
  const control = controls[field.as] as (drawn: Drawn<RuleField["as"]>) => Child;
  return control({ field, editing, said });
}

type Drawn<As extends RuleField["as"]> = {
  field: RuleField & { as: As };
  editing: Editing;
  said: FieldProps;
};

const controls: { [As in RuleField["as"]]: (drawn: Drawn<As>) => Child } = {
  group: ({ field, editing, said: { name } }) => (
    <GroupFields field={field} name={name} editing={editing}>
      <Fields field={field} name={name} editing={editing} />
    </GroupFields>
  ),
  list: ({ field, editing, said: { name } }) => (
    <Rows
      field={field}
      name={name}
      editing={editing}
      fieldsOf={(row) => <Fields field={field.of} name={row} editing={editing} />}
    />
  ),
  key: ({ said }) => <input type="hidden" name={said.name} value={typed(said.attempt, said.name)} />,
  flag: ({ said }) => <Flag {...said} />,
  choice: ({ field, said }) => <ChoiceField {...said} words={field.words} several={field.several} />,
  reference: ({ field, editing, said }) => (
    <Reference {...said} choices={editing.choices[field.to]} several={field.several} />
  ),
  people: ({ field, editing, said }) => (
    <People {...said} several={field.several} choices={editing.choices} />
  ),
  duration: ({ field, said }) => <Duration {...said} words={field.words} />,
  quorum: ({ said }) => <QuorumField {...said} />,
  sources: ({ said }) => <Sources {...said} />,
  number: ({ field, said }) => <Measured {...said} unit={field.unit} />,
  lines: ({ field, said }) => (
    <TextArea {...said} label={inUnit(field)} hint={linesHint(field.hint)} rows={3} />
  ),
  prose: ({ field, said }) => <TextArea {...said} rows={3} most={field.longest} />,
  day: ({ said }) => <DateField {...said} />,
  clock: ({ field, said }) => <TextField {...said} hint={field.hint ?? "24小时制，如 08:30"} width="short" />,
  text: ({ field, said }) => <TextField {...said} most={field.longest} />,
};

const inUnit = ({ title, unit }: RuleField): string => (unit ? `${title}（${unit}）` : title);

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

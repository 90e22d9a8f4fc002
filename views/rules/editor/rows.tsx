import { below, buttonName, buttons, rowsOf } from "../../../worker/rules/document/form-names.ts";
import type { Field } from "../../../worker/rules/schema/fields.ts";
import { chosen, fieldId, problemAt, typed } from "../../components/attempt.ts";
import { Actions, Button } from "../../components/button.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { FieldNotes } from "../../components/field.tsx";
import type { Editing } from "./editing.ts";
import { Fields } from "./group.tsx";

type Props = { field: Field & { as: "list" }; name: string; editing: Editing };

/** Lists no longer than this stand open. */
const few = 3;

/** Entries inside an item, each with its fields; entries come and go by buttons that save nothing. */
export function Rows(props: Props) {
  const { field, name, editing } = props;
  const { attempt } = editing;
  const rows = chosen(attempt, rowsOf(name));
  const failed = problemAt(attempt, name) !== undefined;
  const fresh = `${editing.action}#${fieldId(below(name, String(rows.length)))}`;
  return (
    <fieldset class={["field", "rule-rows", failed && "field-failed"]} id={fieldId(name)}>
      <legend>{field.optional ? `${field.title}（选填）` : field.title}</legend>
      <FieldNotes name={name} label={field.title} hint={field.hint} attempt={attempt} />
      <Sums name={name} editing={editing} />
      {rows.map((_, index) => (
        <Row {...props} index={index} last={index === rows.length - 1} open={rows.length <= few} />
      ))}
      {rows.length === 0 && <p class="meta">还没有{field.title}。</p>}
      <Actions>
        <Button name={buttonName} value={buttons.add(name)} formaction={fresh}>
          添加{field.title}
        </Button>
      </Actions>
    </fieldset>
  );
}

function Sums({ name, editing }: Pick<Props, "name" | "editing">) {
  return editing.sums
    .filter(({ list }) => list === name)
    .map(({ text, right }) => <p class={right ? "meta" : "sum-wrong"}>{text}</p>);
}

function Row(props: Props & { index: number; last: boolean; open: boolean }) {
  const { field, name, editing, index } = props;
  const row = below(name, String(index));
  const called = typed(editing.attempt, below(row, "name"));
  const title = called || `${field.title}第${index + 1}项`;
  const summary = title + figuresOf(props, row);
  const wrong = editing.attempt.problems.some(({ path }) => path.startsWith(`${row}.`) || path === row);
  const fresh = (props.last && editing.added === name) || editing.added?.startsWith(`${row}.`);
  const here = `${editing.action}#${fieldId(name)}`;
  return (
    <Disclosure id={fieldId(row)} summary={summary} open={props.open || wrong || fresh}>
      <input type="hidden" name={rowsOf(name)} value={String(index)} />
      <FieldNotes name={row} label={title} attempt={editing.attempt} />
      <Fields field={field.of} name={row} editing={editing} />
      <Actions>
        {index > 0 && (
          <Button name={buttonName} value={buttons.up(name, index)} formaction={here}>
            上移<span class="unseen">{title}</span>
          </Button>
        )}
        <Button name={buttonName} value={buttons.remove(name, index)} formaction={here}>
          去掉<span class="unseen">{title}</span>
        </Button>
      </Actions>
    </Disclosure>
  );
}

/** The figures a row can't do without, so that a folded list can be checked: `（30%）`, `（90–100分）`. */
function figuresOf({ field, editing }: Props, row: string): string {
  const numbers = field.of.fields.filter(
    ([, { as, unit, optional }]) => as === "number" && unit && !optional,
  );
  const said = numbers.map(([part]) => typed(editing.attempt, below(row, part))).filter(Boolean);
  return said.length > 0 ? `（${said.join("–")}${numbers.at(-1)?.[1].unit}）` : "";
}

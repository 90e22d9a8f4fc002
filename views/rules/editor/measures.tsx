import { durationParts, quorumParts } from "../../../worker/rules/document/form-names.ts";
import { durationUnits } from "../../../worker/rules/document/phrases.ts";
import { quorumKinds } from "../../../worker/rules/schema/words.ts";
import { problemAt, typed } from "../../components/attempt.ts";
import {
  controlAttributes,
  describedBy,
  FieldNotes,
  type FieldProps,
  labelText,
} from "../../components/field.tsx";

/** What the two that people mix up mean. */
const units = {
  ...durationUnits,
  days: `${durationUnits.days}（自然日）`,
  hours: `${durationUnits.hours}（昼夜连续）`,
};

/** A span of time: how much, of what. `words` are answers that need no amount. */
export function Duration(props: FieldProps & { words: Readonly<Record<string, string>> }) {
  const parts = durationParts(props.name);
  const unit = typed(props.attempt, parts.unit);
  return (
    <Measure {...props}>
      <input
        {...controlAttributes(props)}
        name={parts.amount}
        aria-label={`${props.label}：数量`}
        type="text"
        inputmode="decimal"
        class="control control-short"
        required={false}
        value={typed(props.attempt, parts.amount)}
      />
      <select name={parts.unit} class="control control-medium" aria-label={`${props.label}：单位`}>
        {Object.entries({ ...units, ...props.words }).map(([value, word]) => (
          <option value={value} selected={value === unit}>
            {word}
          </option>
        ))}
      </select>
    </Measure>
  );
}

/** 过半数 is “超过 1/2”; 三分之二以上 is “以上 2/3”. */
export function QuorumField(props: FieldProps) {
  const parts = quorumParts(props.name);
  const kind = typed(props.attempt, parts.kind);
  return (
    <Measure {...props}>
      <input
        {...controlAttributes(props)}
        name={parts.share}
        aria-label={`${props.label}：比例，如 1/2`}
        type="text"
        class="control control-short"
        value={typed(props.attempt, parts.share)}
      />
      <select name={parts.kind} class="control control-medium" aria-label={`${props.label}：算法`}>
        {Object.entries(quorumKinds).map(([value, word]) => (
          <option value={value} selected={value === kind}>
            {word}
          </option>
        ))}
      </select>
    </Measure>
  );
}

/** Two controls that are one answer. */
function Measure(props: FieldProps & { children: unknown }) {
  const failed = problemAt(props.attempt, props.name) !== undefined;
  return (
    <fieldset class={["field", failed && "field-failed"]} aria-describedby={describedBy(props)}>
      <legend>{labelText(props)}</legend>
      <FieldNotes {...props} />
      <div class="measured">{props.children as never}</div>
    </fieldset>
  );
}

import { sourceParts } from "../../../worker/rules/document/form-names.ts";
import { chosen, problemAt } from "../../components/attempt.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { FieldNotes, type FieldProps } from "../../components/field.tsx";

/** What a rule rests on: a document or practice of somewhere, or a default with its reason. */
export function Sources(props: FieldProps) {
  const { name, attempt } = props;
  const parts = sourceParts(name);
  const from = chosen(attempt, parts.from);
  const what = chosen(attempt, parts.what);
  const wrong = problemAt(attempt, name) !== undefined;
  return (
    <Disclosure summary={`依据（${what.filter(Boolean).length} 条）`} open={wrong}>
      <FieldNotes {...props} />
      <p class="hint">
        规则改了，依据也要跟着改。写明文件或做法；来源地留空的，作为本县自己的规定。两格都清空即删除。
      </p>
      {[...what, ""].map((text, index) => (
        <SourceRow parts={parts} from={from[index] ?? ""} what={text} index={index} />
      ))}
    </Disclosure>
  );
}

function SourceRow(props: {
  parts: ReturnType<typeof sourceParts>;
  from: string;
  what: string;
  index: number;
}) {
  const said = `依据第${props.index + 1}条`;
  return (
    <div class="basis-row">
      <input
        type="text"
        name={props.parts.from}
        class="control"
        value={props.from}
        aria-label={`${said}：来源地`}
        placeholder="来源地"
      />
      <textarea name={props.parts.what} class="control" rows={2} aria-label={`${said}：内容`}>
        {props.what}
      </textarea>
    </div>
  );
}

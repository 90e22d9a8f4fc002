import { isIdle, type Standing } from "../../worker/rules/document/standing.ts";
import type { Field } from "../../worker/rules/schema/fields.ts";

const words = "尚未启用";

/** Behind the name of what can be written into the rules while nothing in the product follows it. */
export function NotYet() {
  return (
    <>
      {" "}
      <span class="not-yet">{words}</span>
    </>
  );
}

/** Below a heading: the parts that nothing follows, where others are followed. */
export function NotYetParts({ parts }: Pick<Standing, "parts">) {
  return parts.length > 0 && <p class="meta">{`${words}：${parts.join("、")}`}</p>;
}

/** What the words mean, once on a page that has them. */
export function NotYetNote() {
  return <p class="meta">{`标有“${words}”的规则可以先写好、先发布，系统现在还不按它们办理。`}</p>;
}

/** What a list of sections says of one; nothing where all of it is followed. */
export function standingWords({ idle, parts }: Standing): string | undefined {
  if (idle) return words;
  return parts.length > 0 ? `部分${words}` : undefined;
}

/** A field whose hint says so, unless that was said of what it stands in. */
export function toldField<F extends Field>(field: F, said: boolean): F {
  if (said || !isIdle(field)) return field;
  return { ...field, hint: [words, field.hint].filter(Boolean).join("。") };
}

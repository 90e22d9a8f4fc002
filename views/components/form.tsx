import type { Child } from "../html.ts";
import type { HtmxAttributes } from "../htmx.ts";
import { fieldId, type Problem } from "./attempt.ts";

/**
 * The name of the hidden field that makes a repeated submit the same submit, and the form the account's that opened it:
 * the key ends in its mark.
 */
export const idempotencyField = "_key";

/** The mark alone, in a form that does no harm when it is sent twice. */
export function OwnMark(props: { mark: string | undefined }) {
  return props.mark && <input type="hidden" name="_own" value={props.mark} />;
}

/**
 * A form that changes something. Checks are the server's, so that everybody gets the same words; `action` is
 * already linked.
 */
export function Form(props: {
  action: string;
  /** Fresh for every form shown, the same when it is shown again with problems. */
  idempotencyKey: string;
  id?: string | undefined;
  /** Other hidden fields, such as the revision the form was filled in against. */
  hidden?: Record<string, string | number> | undefined;
  /** The form sends files. */
  files?: boolean | undefined;
  htmx?: HtmxAttributes | undefined;
  children: Child;
}) {
  return (
    <form
      method="post"
      action={props.action}
      id={props.id}
      class="form"
      enctype={props.files && "multipart/form-data"}
      novalidate
      {...props.htmx}
    >
      <input type="hidden" name={idempotencyField} value={props.idempotencyKey} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}

/** What a problem is about, to look at. */
function Links({ problem: { links = [] } }: { problem: Problem }) {
  return links.map(({ href, text }) => (
    <>
      {" "}
      <a href={href}>{text}</a>
    </>
  ));
}

/** What is wrong with the form, on top, each linking to its field. Nothing when nothing is wrong. */
export function ErrorSummary(props: { problems: readonly Problem[] }) {
  if (props.problems.length === 0) return null;
  const wrong = props.problems.some(({ warns }) => !warns);
  return (
    <div class="summary" id="problems" role="alert" tabindex="-1" autofocus aria-labelledby="problems-title">
      <h2 id="problems-title">{wrong ? "请检查以下内容" : "还没有保存，请再看一眼"}</h2>
      <ul>
        {props.problems.map((problem) => (
          <li>
            {problem.path === "" ? (
              problem.message
            ) : (
              <a href={`#${fieldId(problem.path)}`}>{problem.message}</a>
            )}
            <Links problem={problem} />
          </li>
        ))}
      </ul>
    </div>
  );
}

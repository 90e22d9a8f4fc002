import { attempt } from "../components/attempt.ts";
import { Button } from "../components/button.tsx";
import { controlAttributes, Field } from "../components/field.tsx";
import type { Child } from "../html.ts";

/** Looks for counties by how they begin; asks `action` for `search`. `kept` are the list's other choices. */
export function CountySearch(props: {
  action: string;
  search: string;
  kept?: Record<string, string> | undefined;
}): Child {
  const field = {
    name: "search",
    label: "查找县（市、区）",
    hint: "名称、网址标识或行政区划代码的开头，例如新野、xinye、4113",
    most: 30,
    attempt: attempt(),
  };
  return (
    <search>
      <form method="get" action={props.action} class="form">
        {Object.entries(props.kept ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Field {...field}>
          <div class="with-button">
            <input
              {...controlAttributes(field)}
              type="search"
              class="control control-medium"
              value={props.search}
              required={false}
            />
            <Button>查找</Button>
          </div>
        </Field>
      </form>
    </search>
  );
}

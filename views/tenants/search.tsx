import { attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Child } from "../html.ts";

/** Looks for counties by how they begin; asks `action` for `search`. `kept` are the list's other choices. */
export function CountySearch(props: {
  action: string;
  search: string;
  kept?: Record<string, string> | undefined;
}): Child {
  return (
    <form method="get" action={props.action} class="form">
      {Object.entries(props.kept ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="search"
        label="查找县（市、区）"
        hint="名称、网址标识或行政区划代码的开头，例如 新野、xinye、4113"
        kind="search"
        most={30}
        width="medium"
        optional
        attempt={attempt({ search: props.search })}
      />
      <Actions>
        <Button>查找</Button>
      </Actions>
    </form>
  );
}

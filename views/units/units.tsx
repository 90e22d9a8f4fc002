import type { Organisation } from "../../worker/rules/schema/rule-set.ts";
import { unitSides } from "../../worker/rules/schema/words.ts";
import type { Attempt } from "../components/attempt.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type OptionGroup, Select } from "../components/select.tsx";
import { intoMain } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import { link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Units, type UnitsShown } from "./list.tsx";

/** The organisations that sit in joint meetings, and the form that registers one more. */
export function UnitsPage(
  props: UnitsShown & {
    /** Where a unit can be registered: org units, grouped as people know them. */
    seats: readonly OptionGroup[];
    /** One more is registered, right after another. */
    again?: boolean | undefined;
    attempt: Attempt;
  },
) {
  const { frame, mayAdd } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="成员单位"
        lead="参加联席会议、承办任务的部门、驻区单位、两新组织、物业和自治组织。"
        action={mayAdd && <ToForm href="#adding">登记单位</ToForm>}
      />
      <ErrorSummary problems={props.attempt.problems} />
      <Beside form={mayAdd && <AddUnit {...props} />}>
        <Units {...props} />
      </Beside>
    </StaffPage>
  );
}

function AddUnit(props: Parameters<typeof UnitsPage>[0]) {
  const { attempt, seats } = props;
  const action = link(props.frame, "/units");
  return (
    <Card title="登记单位" id="adding">
      <Form action={action} idempotencyKey={props.idempotencyKey} htmx={intoMain(action)}>
        <UnitFields
          kinds={kindOptions(props.page.unitKinds)}
          seats={seats}
          attempt={attempt}
          focused={props.again}
        />
        <Actions>
          <Button kind="primary">登记单位</Button>
          <Button name="again" value="1">
            登记并继续
          </Button>
        </Actions>
      </Form>
    </Card>
  );
}

/** What a member unit says of itself. */
export function UnitFields(props: {
  kinds: readonly OptionGroup[];
  seats: readonly OptionGroup[];
  attempt: Attempt;
  focused?: boolean | undefined;
}) {
  const { attempt } = props;
  return (
    <>
      <TextField
        name="name"
        label="单位名称"
        hint="填写全称"
        most={60}
        attempt={attempt}
        focused={props.focused}
      />
      <Select name="kind" label="单位类型" options={props.kinds} attempt={attempt} />
      <Select
        name="orgUnitId"
        label="登记地"
        hint="单位向哪里报到，一般是所在的社区。"
        options={props.seats}
        attempt={attempt}
      />
    </>
  );
}

export function kindOptions(kinds: Organisation["unitKinds"]): OptionGroup[] {
  return Object.entries(unitSides)
    .map(([side, label]) => ({
      label,
      options: kinds
        .filter((kind) => kind.side === side)
        .map(({ key, name }) => ({ value: key, label: name })),
    }))
    .filter(({ options }) => options.length > 0);
}

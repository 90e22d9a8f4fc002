import type { unitsPage } from "../../worker/domain/units/units.ts";
import type { Organisation } from "../../worker/rules/schema/rule-set.ts";
import { unitSides } from "../../worker/rules/schema/words.ts";
import type { Attempt } from "../components/attempt.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { Actions, Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Fresh } from "../components/fresh.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type OptionGroup, Select } from "../components/select.tsx";
import { intoMain } from "../components/submit.ts";
import { Table } from "../components/table.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

type Page = Awaited<ReturnType<typeof unitsPage>>;

/** The organisations that sit in joint meetings, and the form that registers one more. */
export function UnitsPage(props: {
  frame: Frame;
  page: Page;
  mayAdd: boolean;
  /** Where a unit can be registered: org units, grouped as people know them. */
  seats: readonly OptionGroup[];
  /** The unit that was just registered, and whether the form takes one more. */
  added?: string | undefined;
  again?: boolean | undefined;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, page, mayAdd } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="成员单位"
        lead="参加联席会议、承办任务的部门、驻区单位、两新组织、物业和自治组织。"
        action={mayAdd && page.units.length > 8 && <ToForm href="#adding">登记单位</ToForm>}
      />
      <ErrorSummary problems={props.attempt.problems} />
      <Beside form={mayAdd && <AddUnit {...props} />}>
        <Units {...props} />
        <ClosedUnits {...props} />
      </Beside>
    </StaffPage>
  );
}

function Units(props: Parameters<typeof UnitsPage>[0]) {
  const { frame, added } = props;
  const { units, kinds } = props.page;
  if (units.length === 0) {
    return <Empty text={`还没有登记成员单位。${props.mayAdd ? "用“登记单位”的表单登记第一个。" : ""}`} />;
  }
  const nameOf = new Map(kinds.map(({ key, name }) => [key, name]));
  return (
    <Table
      caption={`已登记的单位（${props.page.counts.units} 个）`}
      rows={units}
      columns={[
        {
          label: "单位名称",
          heading: true,
          cell: (unit) => (
            <>
              <a href={link(frame, `/units/${encodeURIComponent(unit.id)}`)}>{unit.name}</a>{" "}
              {unit.id === added && <Fresh />}
            </>
          ),
        },
        { label: "类型", cell: (unit) => nameOf.get(unit.kind) ?? unit.kind },
        { label: "登记地", cell: (unit) => unit.seat },
      ]}
    />
  );
}

function AddUnit(props: Parameters<typeof UnitsPage>[0]) {
  const { attempt, seats } = props;
  const action = link(props.frame, "/units");
  return (
    <Card title="登记单位" id="adding">
      <Form action={action} idempotencyKey={props.idempotencyKey} htmx={intoMain(action)}>
        <UnitFields
          kinds={kindOptions(props.page.kinds)}
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

/** Those that were closed, to look at and to take up again. */
function ClosedUnits({ frame, page }: Parameters<typeof UnitsPage>[0]) {
  if (page.closed.length === 0) return null;
  return (
    <Disclosure summary={`已停用的单位（${page.counts.closed} 个）`}>
      <ItemList id="closed-units">
        {page.closed.map(({ id, name }) => (
          <Item title={name} href={link(frame, `/units/${encodeURIComponent(id)}`)} />
        ))}
      </ItemList>
    </Disclosure>
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

import type { unitForm } from "../../worker/domain/units/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { type Came, Clashing, correcting } from "../components/clashing.tsx";
import { Form } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { OptionGroup } from "../components/select.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { kindOptions, UnitFields } from "./units.tsx";

type Offered = Awaited<ReturnType<typeof unitForm>>;

/** Corrects what a member unit says of itself. After a conflict saving again overwrites knowingly. */
export function EditUnitPage(props: {
  frame: Frame;
  now: Instant;
  unit: Offered["unit"];
  kinds: Offered["kinds"];
  seats: readonly OptionGroup[];
  refused?: Came;
  idempotencyKey: string;
}) {
  const { frame, now, unit, seats } = props;
  const kinds = kindOptions(props.kinds);
  const { name, kind, orgUnitId } = unit;
  const options = [...kinds, ...seats].flatMap(({ options }) => options);
  const { form, conflict, clashes, revision } = correcting(
    props.refused,
    unit,
    { name, kind, orgUnitId },
    (_name, value) => options.find((option) => option.value === value)?.label ?? value,
  );
  const path = link(frame, `/units/${encodeURIComponent(unit.id)}`);
  return (
    <StaffPage frame={frame}>
      <PageHead title={`更正${name}`} lead="名称改了，各处显示的名称跟着改；以前的记录不变。" />
      <Clashing now={now} form={form} conflict={conflict} clashes={clashes} />
      <Form action={path} idempotencyKey={props.idempotencyKey} hidden={{ revision }}>
        <UnitFields kinds={kinds} seats={seats} attempt={form} />
        <Actions>
          <Button kind="primary">{conflict === undefined ? "保存更正" : "用我的内容覆盖"}</Button>
          <LinkButton href={path}>取消</LinkButton>
        </Actions>
      </Form>
    </StaffPage>
  );
}

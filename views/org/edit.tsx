import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { type Came, Clashing, correcting } from "../components/clashing.tsx";
import { Form } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { CodeField, type OrgPageRows, SizeFields } from "./add.tsx";

/** Corrects what a unit says of itself. After a conflict saving again overwrites knowingly. */
export function EditOrgUnitPage(props: {
  frame: Frame;
  now: Instant;
  page: OrgPageRows;
  refused?: Came;
  idempotencyKey: string;
}) {
  const { frame, now, page } = props;
  const { unit } = page;
  const kinds = kindsOf(page);
  const { form, conflict, clashes, revision } = correcting(
    props.refused,
    unit,
    valuesOf(unit),
    (_name, value) => kinds.find((kind) => kind.value === value)?.label ?? value,
  );
  const path = link(frame, `/org/${encodeURIComponent(unit.id)}`);
  // A county's name isn't the county's to change.
  const own = unit.parentId === null ? { revision, name: unit.name } : { revision };
  return (
    <StaffPage frame={frame}>
      <PageHead title={`更正${unit.name}`} lead="名称改了，各处显示的名称跟着改；以前的记录不变。" />
      <Clashing now={now} form={form} conflict={conflict} clashes={clashes} />
      <Form action={path} idempotencyKey={props.idempotencyKey} hidden={own}>
        {unit.parentId === null ? (
          <p class="meta">县（市、区）的名称由平台运维登记。</p>
        ) : (
          <TextField name="name" label="名称" most={40} width="medium" attempt={form} />
        )}
        <CodeField attempt={form} grids={kinds.length > 0 ? page.codePattern : undefined} />
        {kinds.length > 0 && (
          <Select name="kind" label="网格类型" options={kinds} unchosen="不是网格" attempt={form} optional />
        )}
        <SizeFields attempt={form} />
        <Actions>
          <Button kind="primary">{conflict === undefined ? "保存更正" : "用我的内容覆盖"}</Button>
          <LinkButton href={path}>取消</LinkButton>
        </Actions>
      </Form>
    </StaffPage>
  );
}

/** The kinds of grids of its level, and its own where the rules have it no more. */
function kindsOf({ unit, gridKinds }: OrgPageRows) {
  const known = gridKinds.filter(({ level }) => level === unit.level);
  const options = known.map(({ key, name }) => ({ value: key, label: name }));
  const isKnown = unit.kind === null || known.some(({ key }) => key === unit.kind);
  return isKnown || unit.kind === null ? options : [...options, { value: unit.kind, label: unit.kind }];
}

const valuesOf = ({ name, code, kind, households, residents }: OrgPageRows["unit"]) => ({
  name,
  code: code ?? "",
  kind: kind ?? "",
  households: households === null ? "" : String(households),
  residents: residents === null ? "" : String(residents),
});

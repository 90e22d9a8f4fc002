import type { orgPage } from "../../worker/domain/org/read.ts";
import { type Attempt, typed } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { Select } from "../components/select.tsx";
import { intoMain } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { codeWords } from "../rules/words.ts";

/** The unit that is looked at, and what the rules put below it. */
export type OrgPageRows = Awaited<ReturnType<typeof orgPage>>;
export type GridKind = Pick<OrgPageRows["gridKinds"][number], "key" | "name" | "level" | "sizing">;

type Props = {
  frame: Frame;
  page: OrgPageRows;
  levelsBelow: readonly string[];
  gridKinds: readonly GridKind[];
  /** One more is added, right after another. */
  again?: boolean | undefined;
  attempt: Attempt;
  idempotencyKey: string;
};

/** Adds a unit directly below another. */
export function AddOrgUnit(props: Props) {
  const { page, attempt } = props;
  const action = link(props.frame, "/org");
  return (
    <Card title={`在${page.unit.name}下添加`} id="adding">
      <Form
        action={action}
        idempotencyKey={props.idempotencyKey}
        hidden={{ parentId: page.unit.id }}
        htmx={intoMain(action)}
      >
        <TextField
          name="name"
          label="名称"
          most={40}
          width="medium"
          autocomplete="off"
          attempt={attempt}
          focused={props.again}
        />
        <LevelChoice {...props} />
        <CodeField attempt={attempt} grids={kindsBelow(props).length > 0 ? page.codePattern : undefined} />
        <GridKindChoice {...props} />
        <SizeFields attempt={attempt} />
        <Actions>
          <Button kind="primary">添加</Button>
          <Button name="again" value="1">
            添加并继续
          </Button>
        </Actions>
      </Form>
    </Card>
  );
}

function LevelChoice({ page, levelsBelow, attempt }: Props) {
  const options = page.levels
    .filter(({ key }) => levelsBelow.includes(key))
    .map(({ key, name }) => ({ value: key, label: name }));
  return <Radios name="level" label="层级" options={options} attempt={levelBegun(attempt, levelsBelow)} />;
}

/** Where grids can be added: which kind of grid, if it is one. */
function GridKindChoice(props: Props) {
  const options = kindsBelow(props).map(({ key, name }) => ({ value: key, label: name }));
  if (options.length === 0) return null;
  return (
    <Select
      name="kind"
      label="网格类型"
      options={options}
      unchosen="不是网格"
      attempt={props.attempt}
      optional
    />
  );
}

/** A unit's code; `grids`: how the rules make up the codes of grids, where it may be one. */
export function CodeField({ attempt, grids }: { attempt: Attempt; grids?: string | undefined }) {
  const ofGrids = grids === undefined ? "" : `网格编码按规则是${codeWords(grids)}。`;
  return (
    <TextField
      name="code"
      label="代码"
      hint={`区划代码或网格编码，6 至 24 位数字或大写字母。${ofGrids}用过的代码不能再用。`}
      width="medium"
      autocomplete="off"
      most={24}
      attempt={attempt}
      optional
    />
  );
}

export function SizeFields({ attempt }: { attempt: Attempt }) {
  return (
    <>
      <TextField name="households" label="户数" kind="number" width="short" attempt={attempt} optional />
      <TextField name="residents" label="人数" kind="number" width="short" attempt={attempt} optional />
    </>
  );
}

const kindsBelow = ({ gridKinds, levelsBelow }: Pick<Props, "gridKinds" | "levelsBelow">) =>
  gridKinds.filter(({ level }) => levelsBelow.includes(level));

/** The level right below is what is added most. */
function levelBegun(attempt: Attempt, levelsBelow: readonly string[]): Attempt {
  const level = typed(attempt, "level") || levelsBelow[0];
  return { ...attempt, values: { ...attempt.values, level } };
}

import { nameIn } from "../../worker/rules/document/names.ts";
import { formatNumber } from "../../worker/text/figures.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { Actions, LinkButton } from "../components/button.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { History } from "../components/history.tsx";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Failed } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { PeopleThere } from "../people/there.tsx";
import { RobotCard } from "../robots/card.tsx";
import { sizingWords } from "../rules/words.ts";
import { AddOrgUnit, type GridKind, type OrgPageRows } from "./add.tsx";
import { invitationPath, OrgUnits, type TreePage } from "./list.tsx";

type OrgUnit = OrgPageRows["unit"];

/** One unit of the county tree, with what is above and directly below it. */
export function OrgPage(props: {
  frame: Frame;
  now: Instant;
  page: TreePage;
  accountId: string | null;
  mayAdd: boolean;
  /** Keys of the levels that may stand directly below, from the rules. */
  levelsBelow: readonly string[];
  /** The rules' kinds of grids; their names are shown, and offered where a grid is added. */
  gridKinds: readonly GridKind[];
  /** The unit that was just added, and whether the form takes one more. */
  added?: string | undefined;
  again?: boolean | undefined;
  attempt: Attempt;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, page, gridKinds } = props;
  const adding = props.mayAdd && props.levelsBelow.length > 0 && page.unit.closedAt === null;
  return (
    <StaffPage frame={frame}>
      <Above frame={frame} above={page.above} />
      <PageHead
        title={page.unit.name}
        lead={nameIn(page.levels, page.unit.level)}
        action={
          <Actions>
            {page.mayInvite && page.unit.closedAt === null && (
              <LinkButton href={link(frame, invitationPath(page, page.unit))}>邀请人员</LinkButton>
            )}
            {page.mayCorrect && (
              <LinkButton href={link(frame, `${ownPath(page.unit)}/edit`)}>更正</LinkButton>
            )}
            {adding && <ToForm href="#adding">添加下级</ToForm>}
          </Actions>
        }
      />
      <ErrorSummary problems={(props.failed?.attempt ?? props.attempt).problems} />
      <Beside form={adding && <AddOrgUnit {...props} />}>
        <Facts page={page} gridKinds={gridKinds} />
        {isBranch(props) && <OrgUnits {...props} adding={adding} />}
      </Beside>
      {page.unit.closedAt === null && <PeopleThere {...page} id={page.unit.id} frame={frame} />}
      <RobotCard {...props} robot={page.robot} />
      <History {...props} path={ownPath(page.unit)} subject={`org:${page.unit.id}`} />
    </StaffPage>
  );
}

/** Whether there is anything below it, or could be. */
const isBranch = ({ page, levelsBelow }: { page: TreePage; levelsBelow: readonly string[] }): boolean =>
  page.list.units.length > 0 ||
  page.list.asked.directly !== true ||
  (levelsBelow.length > 0 && page.unit.closedAt === null);

const ownPath = ({ id }: Pick<OrgUnit, "id">): string => `/org/${encodeURIComponent(id)}`;

const pathOf = (unit: OrgUnit): string => (unit.parentId === null ? "/org" : ownPath(unit));

function Above(props: { frame: Frame; above: readonly OrgUnit[] }) {
  if (props.above.length === 0) return null;
  return (
    <nav aria-label="上级组织">
      <ol class="crumbs">
        {props.above.map((unit) => (
          <li>
            <a href={link(props.frame, pathOf(unit))}>{unit.name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const count = (value: number | null, unit: string) => value !== null && `${formatNumber(value)} ${unit}`;

function Facts(props: { page: OrgPageRows; gridKinds: readonly GridKind[] }) {
  const { unit, fits } = props.page;
  const kind = props.gridKinds.find(({ key }) => key === unit.kind);
  const facts = [
    { term: "代码", detail: unit.code },
    { term: "网格类型", detail: kind?.name ?? null },
    { term: "户数", detail: count(unit.households, "户") || null },
    { term: "人数", detail: count(unit.residents, "人") || null },
    {
      term: "划分标准",
      detail: kind && kind.sizing.length > 0 ? <Standard kind={kind} fits={fits} /> : null,
    },
    { term: "状态", detail: unit.closedAt === null ? null : "已撤销" },
  ].filter(({ detail }) => detail !== null);
  return facts.length === 0 ? null : <DescriptionList items={facts} />;
}

/** How large grids of a kind are meant to be; one that isn't is told so. */
function Standard({ kind, fits }: { kind: GridKind; fits: boolean }) {
  return (
    <>
      {kind.sizing.map((band) => (
        <p>{sizingWords(band)}</p>
      ))}
      {!fits && <p class="meta">户数或人数不在标准之内，请核对。</p>}
    </>
  );
}

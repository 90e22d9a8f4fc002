import type { UnitPage } from "../../worker/domain/units/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
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

/** A member unit: what it is, who works there, what became of it. */
export function UnitView(props: {
  frame: Frame;
  now: Instant;
  page: UnitPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, page } = props;
  const path = `/units/${encodeURIComponent(page.id)}`;
  const inviting = `/people?scope=${encodeURIComponent(page.id)}&role=unit_liaison#inviting`;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={page.name}
        lead={page.kindName}
        action={
          <Actions>
            {page.mayInvite && <LinkButton href={link(frame, inviting)}>邀请人员</LinkButton>}
            {page.mayCorrect && <LinkButton href={link(frame, `${path}/edit`)}>更正</LinkButton>}
          </Actions>
        }
      />
      <ErrorSummary problems={props.failed?.attempt.problems ?? []} />
      <DescriptionList
        items={[
          {
            term: "登记地",
            detail: <a href={link(frame, `/org/${encodeURIComponent(page.orgUnitId)}`)}>{page.seat}</a>,
          },
          { term: "状态", detail: page.closedAt === null ? null : "已停用" },
        ]}
      />
      {page.closedAt === null && <PeopleThere {...page} frame={frame} />}
      <RobotCard {...props} robot={page.robot} />
      <History {...props} path={path} subject={`unit:${page.id}`} />
    </StaffPage>
  );
}

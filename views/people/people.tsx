import type { Instant } from "../../worker/time/instants.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Failed } from "../components/submit.ts";
import type { Frame } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { type InvitationRow, Invitations } from "./invitations.tsx";
import { InvitePerson, type Offered, type PeopleForm } from "./invite.tsx";
import { Posts } from "./posts.tsx";

/** Everybody who holds a role, the links that were given out, and the form that invites one more. */
export function PeoplePage(
  props: Offered & {
    frame: Frame;
    now: Instant;
    page: Parameters<typeof Posts>[0]["page"];
    accountId: string | null;
    invitations: readonly InvitationRow[];
    moreUnits?: boolean | undefined;
    mayInvite: boolean;
    /** The invitation that was just made. */
    added?: string | undefined;
    /** One more is invited, right after another. */
    again?: boolean | undefined;
    failed?: Failed<PeopleForm> | undefined;
    idempotencyKey: string;
  },
) {
  const { frame, mayInvite } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="人员"
        lead="谁在本县使用联治，各自负责什么。"
        action={mayInvite && <ToForm href="#inviting">邀请人员</ToForm>}
      />
      <ErrorSummary problems={props.failed?.attempt.problems ?? []} />
      <Beside form={mayInvite && <InvitePerson {...props} />}>
        <Posts {...props} />
        <Invitations {...props} />
      </Beside>
    </StaffPage>
  );
}

import type { people } from "../../worker/domain/accounts/people.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Beside, ToForm } from "../components/beside.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Failed } from "../components/submit.ts";
import { Table } from "../components/table.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { type InvitationRow, Invitations } from "./invitations.tsx";
import { InvitePerson, type Offered, type PeopleForm } from "./invite.tsx";
import { roleNameIn } from "./roles.ts";

type Holding = Awaited<ReturnType<typeof people>>[number];

/** Everybody who holds a role, the links that were given out, and the form that invites one more. */
export function PeoplePage(
  props: Offered & {
    frame: Frame;
    now: Instant;
    people: readonly Holding[];
    invitations: readonly InvitationRow[];
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
        <Invitations {...props} />
        <People {...props} />
      </Beside>
    </StaffPage>
  );
}

/** A person with every role they hold. */
type Person = Pick<Holding, "id" | "name" | "username" | "disabledAt"> & { roles: string[] };

function personsOf(holdings: readonly Holding[], roleName: (role: string) => string): Person[] {
  const persons = new Map<string, Person>();
  for (const { role, scopeName, ...account } of holdings) {
    const person = persons.get(account.id) ?? { ...account, roles: [] };
    person.roles.push([scopeName, roleName(role)].filter(Boolean).join(" "));
    persons.set(account.id, person);
  }
  return [...persons.values()];
}

function People(props: Parameters<typeof PeoplePage>[0]) {
  const persons = personsOf(props.people, roleNameIn(props.roles));
  return (
    <Table
      caption={`在用账号（${persons.filter(({ disabledAt }) => !disabledAt).length} 个）`}
      id="people"
      rows={persons}
      columns={[
        {
          label: "姓名",
          heading: true,
          cell: ({ id, name }) => <a href={link(props.frame, `/people/${encodeURIComponent(id)}`)}>{name}</a>,
        },
        { label: "用户名", cell: (person) => person.username },
        { label: "角色", cell: (person) => person.roles.map((role) => <p>{role}</p>) },
        { label: "状态", whole: true, cell: (person) => (person.disabledAt ? "已停用" : "在用") },
      ]}
    />
  );
}

import type { PersonPage } from "../../worker/domain/accounts/person.ts";
import { type Role, roles } from "../../worker/domain/kernel/roles.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Came } from "../components/clashing.tsx";
import { ErrorSummary } from "../components/form.tsx";
import { History } from "../components/history.tsx";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Failed } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { PersonBack, PersonName } from "./person-name.tsx";

/** The forms of this page that can come back with something to mend. */
export type PersonForm = "name" | "reopening";

type Props = {
  frame: Frame;
  now: Instant;
  page: PersonPage;
  failed?: (Failed<PersonForm> & { attempt: NonNullable<Came> }) | undefined;
  idempotencyKey: string;
};

/** Somebody who may sign in: their roles, their name, what became of the account. */
export function PersonView(props: Props) {
  const { frame, page, failed } = props;
  const path = `/people/${encodeURIComponent(page.id)}`;
  return (
    <StaffPage frame={frame}>
      <PageHead title={page.name} lead={page.disabledAt === null ? "在用账号" : "已停用的账号"} />
      {failed?.form === "reopening" && <ErrorSummary problems={failed.attempt.problems} />}
      <DescriptionList
        items={[
          { term: "用户名", detail: page.username },
          { term: "角色", detail: page.posts.map((post) => <p>{postOf(frame, post)}</p>) },
        ]}
      />
      {page.mayManage && (page.disabledAt === null ? <PersonName {...props} /> : <PersonBack {...props} />)}
      <History {...props} failed={undefined} page={{ ...page, offers: [], left: [] }} path={path} />
    </StaffPage>
  );
}

function postOf(frame: Frame, { role, scopeKind, scopeId, scopeName }: PersonPage["posts"][number]) {
  const called = roles[role as Role] ?? role;
  if (scopeId === null) return called;
  const page = scopeKind === "unit" ? "/units/" : "/org/";
  return (
    <>
      <a href={link(frame, page + encodeURIComponent(scopeId))}>{scopeName}</a> {called}
    </>
  );
}

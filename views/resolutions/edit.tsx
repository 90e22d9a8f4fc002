import type { ConflictState } from "../../worker/domain/errors.ts";
import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import { dayChosen } from "../../worker/domain/resolutions/states.ts";
import { formatDueBy } from "../../worker/time/format.ts";
import { dateEnding, type Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { type Clash, ConflictNotice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Meant, ruledDue } from "./due.tsx";
import { ResolutionFields } from "./fields.tsx";

/**
 * Changes a resolution. After a conflict the form keeps what was typed and carries the revision that stands now,
 * so that saving again overwrites knowingly.
 */
export function EditResolutionPage(props: {
  frame: Frame;
  now: Instant;
  page: ResolutionPage;
  /** As it was sent; without it the form begins with what stands. */
  attempt?: Attempt | undefined;
  conflict?: ConflictState | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, page } = props;
  // A refusal that names no revision can't be overcome by saving again; its words are in the problems.
  const conflict = props.conflict?.revision === undefined ? undefined : props.conflict;
  const form = props.attempt ?? beginning(page);
  const path = link(frame, `/resolutions/${encodeURIComponent(page.id)}`);
  return (
    <StaffPage frame={frame}>
      <PageHead title={`修改第 ${page.number} 号决议`} lead={page.meeting.title} />
      {conflict === undefined ? (
        <ErrorSummary problems={form.problems} />
      ) : (
        <ConflictNotice
          by={conflict.changedBy ?? page.changedBy}
          at={(conflict.changedAt ?? page.changedAt) as Instant}
          now={now}
          clashes={clashesOf(conflict, form, page)}
        />
      )}
      <Form
        action={path}
        idempotencyKey={props.idempotencyKey}
        hidden={{ revision: conflict?.revision ?? revisionOf(form, page) }}
      >
        <ResolutionFields attempt={form} now={now} {...offeredBy(page, now)} />
        <Actions>
          <Button kind="primary">{conflict === undefined ? "保存修改" : "用我的内容覆盖"}</Button>
          <Meant attempt={form}>仍按这个日期保存</Meant>
          <LinkButton href={path}>取消</LinkButton>
        </Actions>
      </Form>
    </StaffPage>
  );
}

/** The date stays empty: one that is already set would be taken for a new one. */
function beginning(page: ResolutionPage): Attempt {
  const { kind, body, leadId, assistantIds, matter } = page;
  const matterNumber = matter?.number ?? "";
  return attempt({ kind, body, leadId: leadId ?? "", assistantIds: [...assistantIds], matter: matterNumber });
}

/** A form shown again for another reason still stands on the revision it was opened with. */
function revisionOf(form: Attempt, page: ResolutionPage): string | number {
  return typed(form, "revision") || page.revision;
}

/** The due time of a task stays as long as no day is chosen; what becomes a task gets one by the rules. */
function offeredBy(page: ResolutionPage, now: Instant) {
  const { dueAt, dueBasis, offer, members, mayNameMatter } = page;
  const hint = dueBasis ?? undefined;
  const standing = dueAt
    ? { label: `不变：${formatDueBy(dueAt as Instant, now)}`, hint }
    : ruledDue(offer, now);
  return { offer, standing, members, mayNameMatter };
}

/** What was typed otherwise than it stands now. A day left empty changes nothing. */
function clashesOf(conflict: ConflictState, form: Attempt, page: ResolutionPage): Clash[] {
  const body = typed(form, "body").trim();
  const lead = typed(form, "kind") === "decision" ? "" : typed(form, "leadId");
  const day = dayChosen(form.values);
  const matter = typed(form, "matter").trim();
  const stands = page.dueAt ? dateEnding(page.dueAt as Instant) : "";
  const changed: Record<string, string | false> = {
    body: body !== "" && body !== page.body && body,
    leadId: lead !== (page.leadId ?? "") && (page.members.find(({ id }) => id === lead)?.name ?? "无"),
    dueDate: day !== "" && day !== stands && day,
    matter: page.mayNameMatter && matter !== (page.matter?.number ?? "") && (matter || "无"),
  };
  return (conflict.fields ?? []).flatMap(({ name, label, value }) => {
    const own = changed[name];
    return own ? [{ label, current: value, typed: own }] : [];
  });
}

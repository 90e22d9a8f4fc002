import { expect, test } from "vitest";
import { InvitationLinkPage } from "../../views/people/invitation-link.tsx";
import type { InvitationRow } from "../../views/people/invitations.tsx";
import { PeoplePage } from "../../views/people/people.tsx";
import { byId, named, only, page, text } from "./parsed.ts";
import { actions, doubledIds, frame, hostile, intruders, key, listPage, now } from "./samples.ts";

const roles = [
  { value: "street_officer", label: "街道干部" },
  { value: "meeting_secretary", label: "会议秘书" },
];
const holding = (role: string, more: object = {}) => ({
  key: "a",
  postId: `p-${role}`,
  id: "a1",
  name: "示例干部",
  username: "ganbu",
  disabledAt: null,
  role,
  scopeName: "汉城街道",
  ...more,
});
const invitation = (standing: InvitationRow["standing"]): InvitationRow => ({
  id: standing,
  purpose: "join",
  name: "示例秘书",
  role: "meeting_secretary",
  scopeName: "汉城街道",
  invitedBy: "示例管理员",
  createdAt: now,
  expiresAt: "2026-11-28T09:00:00.000Z",
  usedAt: null,
  revokedAt: null,
  standing,
});

const show = (people: ReturnType<typeof holding>[], invitations: InvitationRow[], mayInvite = true) =>
  page(
    <PeoplePage
      frame={frame}
      now={now}
      page={{ ...listPage(people, { noun: "post" }), people }}
      accountId={null}
      invitations={invitations}
      mayInvite={mayInvite}
      roles={roles}
      scopes={[]}
      idempotencyKey={key}
    />,
  );

test("a person with several roles stands once for each, and each leads to them", () => {
  const parsed = show([holding("street_officer"), holding("meeting_secretary")], []);
  const rows = named(byId(parsed, "people") ?? parsed, "tbody").flatMap((body) => named(body, "tr"));
  expect(rows.map(text)).toEqual([
    expect.stringMatching(/示例干部.*街道干部汉城街道/),
    expect.stringMatching(/示例干部.*会议秘书汉城街道/),
  ]);
});

/** The list's search, and the form that keeps a view of it. */
const list = ["/people", "/views"];

test("only links that still work can be looked at and taken back", () => {
  const parsed = show(
    [holding("street_officer")],
    [invitation("open"), invitation("used"), invitation("expired")],
  );
  expect(actions(parsed)).toEqual([...list, "/people/invitations/open/revocation", "/people/invitations"]);
  expect(doubledIds(parsed)).toEqual([]);
});

test("who may only look is offered nothing to do", () => {
  expect(actions(show([holding("street_officer")], [invitation("open")], false))).toEqual(list);
});

test("names and roles stay text", () => {
  const said = { name: hostile, username: hostile, scopeName: hostile };
  const sent = {
    ...invitation("open"),
    name: hostile,
    role: hostile,
    scopeName: hostile,
    invitedBy: hostile,
  };
  expect(intruders(show([holding(hostile, said)], [sent]))).toEqual([]);
});

test("a new link stands whole in a field, with what to do with it", () => {
  const url = "https://example.org/t/xinye/invitations/abc";
  const invited = { name: "示例秘书", purpose: "join" as const, url, expiresAt: "2026-11-28T09:00:00.000Z" };
  const onwards = {
    id: "i1",
    list: "/people?added=i1",
    next: "/people?added=i1&again=1&role=inspector&scope=c1",
  };
  const parsed = page(
    <InvitationLinkPage frame={frame} now={now} invited={{ ...invited, ...onwards }} idempotencyKey={key} />,
  );
  expect(text(only(parsed, "textarea"))).toBe(url);
  expect(text(parsed)).toContain("只能用一次");
  expect(actions(parsed)).toEqual(["/people/invitations/i1/revocation"]);
});

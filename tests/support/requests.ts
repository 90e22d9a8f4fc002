import { presets } from "../../db/presets/index.ts";
import { assignmentMoves } from "../../worker/domain/assignments/moves.ts";
import { filingMoves } from "../../worker/domain/filings/moves.ts";
import type { NamedField } from "../../worker/domain/kernel/input.ts";
import { addToMatter } from "../../worker/domain/matters/add.ts";
import { askReview } from "../../worker/domain/matters/ask-review.ts";
import { caseworkerMoves } from "../../worker/domain/matters/moves.ts";
import { withdrawMatter } from "../../worker/domain/matters/withdraw.ts";
import { cancelMeeting } from "../../worker/domain/meetings/cancel.ts";
import { postponeMeeting } from "../../worker/domain/meetings/postpone.ts";
import { resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import { webhookMoves } from "../../worker/domain/webhooks/moves.ts";
import { callMoves, whistleMoves } from "../../worker/domain/whistles/moves.ts";
import { NO_ROBOTS, NO_WEBHOOKS } from "./contexts.ts";
import { daysAhead } from "./days.ts";
import type { Route } from "./routes.ts";
import { type Fields, newVisitor } from "./visitor.ts";

/** What the parameters of addresses and the fields of forms stand for in one test. */
export interface Target {
  /** Of the county the request goes to. */
  slug: string;
  /** What `:matterId` and the like stand for. */
  ids: Record<Parameter, string>;
  /** Units to be named in fields. */
  org: { root: string; community: string; grid: string };
  units: { water: string; power: string };
  /** What a person types where free text is asked for. */
  text: string;
  username: string;
  password: string;
}

const parameters = [
  "accountId",
  "assignmentId",
  "callId",
  "deliveryId",
  "filingId",
  "invitation",
  "invitationId",
  "matterId",
  "meetingId",
  "month",
  "number",
  "orgUnitId",
  "path",
  "photoId",
  "postId",
  "receiptCode",
  "resolutionId",
  "scopeId",
  "section",
  "sessionId",
  "viewId",
  "tenant",
  "token",
  "unitId",
  "webhookId",
  "whistleId",
] as const;

export type Parameter = (typeof parameters)[number];

/** What addresses can be filled with where nothing is: one id for all but what must have a shape to be looked at. */
export function absentIds(id: string): Target["ids"] {
  const shaped = { path: "handling.overall", section: "handling", number: "999999999", month: "2026-01" };
  return { ...(Object.fromEntries(parameters.map((name) => [name, id])) as Target["ids"]), ...shaped };
}

type Filled = (target: Target) => Fields;

const nothing: Filled = () => ({});
const report: Filled = ({ org, text }) => ({
  orgUnitId: org.grid,
  category: "drainage",
  body: text,
  place: text,
  reporterName: text.slice(0, 20),
  reporterPhone: "13812345678",
});
const registration: Filled = (target) => ({ ...report(target), source: "patrol" });
const reception: Filled = (target) => ({
  ...{ ...report(target), source: "hotline", externalNumber: target.text.slice(0, 60) },
});
const dispatched: Filled = ({ org, text }) => ({ unit: org.grid, reason: text.slice(0, 400) });
const evaluation: Filled = ({ text }) => ({ solved: "yes", comment: text });
const credentials: Filled = ({ username, password }) => ({ username, password });
const meeting: Filled = ({ org, units, text }) => ({
  series: "countyJoint",
  orgUnitId: org.root,
  title: text,
  date: daysAhead(90),
  time: "09:30",
  place: text,
  members: [units.water, units.power],
});
const whistle: Filled = ({ ids, units, text }) => ({
  orgUnitId: ids.orgUnitId,
  kind: "grid",
  body: text,
  place: text.slice(0, 80),
  responders: [units.water, units.power],
});
const dispatch: Filled = ({ units, text }) => ({ lead: units.water, assisting: [units.power], body: text });
const task: Filled = ({ units, text }) => ({
  kind: "task",
  body: text,
  leadId: units.water,
  assistantIds: [units.power],
});
const edited: Filled = (target) => ({ ...task(target), revision: "1" });
const attendance: Filled = ({ units, org }) => ({
  present: [units.water],
  absent: [...Object.values(units), ...Object.values(org)],
});
const identity: Filled = ({ text }) => ({
  revision: "1",
  publicName: text.slice(0, 30),
  hotline: "12345",
  office: text.slice(0, 60),
});
const orgUnit: Filled = ({ org, text }) => ({
  parentId: org.community,
  level: "grid",
  name: text,
  kind: "basic",
  households: "300",
});
const memberUnit: Filled = ({ org, text }) => ({ name: text, kind: "localUnit", orgUnitId: org.root });
const orgFacts: Filled = ({ text }) => ({ revision: "1", name: text.slice(0, 40), households: "300" });
const unitFacts: Filled = (target) => ({ ...memberUnit(target), revision: "1" });
const robot: Filled = () => ({
  revision: "0",
  address: `${NO_ROBOTS}/robot/send?access_token=0123456789abcdef`,
  secret: "SEC0123456789abcdef",
});
const webhook: Filled = ({ text }) => ({
  revision: "1",
  name: text.slice(0, 30),
  address: `${NO_WEBHOOKS}/events`,
  nouns: ["matter", "whistle"],
});
const newWebhook: Filled = (target) => {
  const { revision: _, ...facts } = webhook(target);
  return facts;
};
const personsName: Filled = ({ text }) => ({ revision: "1", name: text.slice(0, 30) });
const closing: Filled = ({ text }) => ({ reason: text.slice(0, 200) });
/** The overall limit with a reason of one's own. */
const overallLimit: Filled = ({ text }) => ({
  revision: "1",
  "limit.unit": "workdays",
  "limit.amount": "20",
  "source.from": "",
  "source.what": text,
});
const publication: Filled = ({ text }) => ({ revision: "1", note: text, reason: text });
const aside: Filled = () => ({ revision: "1" });
const invited: Filled = ({ org, text }) => ({
  name: text.slice(0, 30),
  role: "grid_worker",
  scope: org.grid,
});
const post: Filled = ({ org }) => ({ role: "street_officer", scope: org.root });
const county: Filled = ({ text }) => ({
  name: text.slice(0, 30),
  slug: "never-opened",
  divisionCode: "411329",
  preset: "xinye",
  adminName: text.slice(0, 30),
});

/** The fields that are typed or chosen: photos are sent as files. */
export const typedOf = (fields: readonly NamedField[]) => fields.filter(({ kind }) => kind !== "photos");

/** A field of a move, filled in correctly. */
export function filledIn(field: NamedField, text: string): string {
  if (field.kind === "text") return text.slice(0, field.max);
  if (field.kind === "oneOf") return chosen[field.name] ?? "";
  return field.kind === "date" ? daysAhead(91) : "10:30";
}

export const pauseOccasion = "等待鉴定、检测或评估结论";

/** What is chosen in fields that offer what the rules name, as the presets do. */
const chosen: Readonly<Record<string, string>> = {
  occasion: pauseOccasion,
  audience: "staff",
  category: "roads",
  reason: "不属于本单位职责",
  which: "all",
};

/** Moves that ask for texts alone are filled in by their own description. */
const moves = Object.fromEntries(
  [
    ...caseworkerMoves,
    askReview,
    addToMatter,
    withdrawMatter,
    ...resolutionMoves,
    ...whistleMoves,
    ...callMoves,
    ...assignmentMoves,
    ...filingMoves,
    ...webhookMoves.filter(({ resource }) => resource !== undefined),
    postponeMeeting,
    cancelMeeting,
  ].flatMap(({ base, key, resource, fields }) => {
    const filled: Filled = ({ text }) =>
      Object.fromEntries(typedOf(fields).map((field) => [field.name, filledIn(field, text)]));
    return ["", "/api/v1"].map((api) => [`POST /t/:slug${api}${base}/:${key}/${resource}`, filled]);
  }),
);

/** What each writing address takes, filled in correctly. */
const filled: Record<string, Filled> = {
  ...moves,
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) =>
      ["correction", "reinstatement"].map((resource) => [
        `POST /t/:slug${api}/filings/:filingId/${resource}`,
        ({ ids, text }: Target) => ({ call: ids.callId, reason: text.slice(0, 400) }),
      ]),
    ),
  ),
  "POST /t/:slug/matters/:matterId/dispatch": dispatched,
  "POST /t/:slug/api/v1/matters/:matterId/dispatch": dispatched,
  "POST /t/:slug/matters": report,
  "POST /t/:slug/api/v1/matters": report,
  "POST /t/:slug/matters/registrations": registration,
  "POST /t/:slug/api/v1/matters/registrations": registration,
  "POST /t/:slug/api/v1/matters/receptions": reception,
  "POST /t/:slug/receipts": ({ ids }) => ({ receiptCode: ids.receiptCode }),
  "POST /t/:slug/receipts/:receiptCode/evaluation": evaluation,
  "POST /t/:slug/api/v1/receipts/:receiptCode/evaluation": evaluation,
  "POST /t/:slug/invitations/:token": credentials,
  "POST /invitations/:token": credentials,
  "POST /t/:slug/api/v1/invitations/:token/acceptance": credentials,
  "POST /t/:slug/preferences": ({ slug }) => ({ elder: "on", back: `/t/${slug}/receipts` }),
  "POST /preferences": () => ({ elder: "on", back: "/" }),
  "POST /t/:slug/session": credentials,
  "POST /session": credentials,
  "POST /t/:slug/api/v1/sessions": credentials,
  "POST /api/v1/sessions": credentials,
  "POST /t/:slug/session/closure": nothing,
  "POST /session/closure": nothing,
  "POST /t/:slug/sessions/closure": nothing,
  "POST /sessions/closure": nothing,
  "POST /t/:slug/other-sessions/closure": nothing,
  "POST /other-sessions/closure": nothing,
  "POST /t/:slug/sessions/:sessionId/closure": nothing,
  "POST /sessions/:sessionId/closure": nothing,
  "POST /t/:slug/api/v1/sessions/:sessionId/closure": nothing,
  "POST /api/v1/sessions/:sessionId/closure": nothing,
  "POST /t/:slug/people/:accountId/sessions/closure": nothing,
  "POST /t/:slug/api/v1/people/:accountId/sessions/closure": nothing,
  "DELETE /t/:slug/api/v1/sessions/others": nothing,
  "DELETE /api/v1/sessions/others": nothing,
  "DELETE /t/:slug/api/v1/sessions/current": nothing,
  "DELETE /api/v1/sessions/current": nothing,
  "POST /t/:slug/account/password": ({ password }) => ({ current: password, password: `${password}新` }),
  "POST /account/password": ({ password }) => ({ current: password, password: `${password}新` }),
  "POST /t/:slug/matters/:matterId/reporter": nothing,
  "POST /t/:slug/views": () => ({ noun: "matter", name: "视图", query: "state=reported" }),
  "POST /t/:slug/views/:viewId/removal": nothing,
  "POST /t/:slug/matters/acceptances": ({ ids }) => ({ selected: ids.matterId }),
  "POST /t/:slug/resolutions/approvals": ({ ids }) => ({ selected: ids.resolutionId }),
  "POST /t/:slug/people/invitations/revocations": ({ ids }) => ({ selected: ids.invitationId }),
  "POST /t/:slug/meetings": meeting,
  "POST /t/:slug/api/v1/meetings": meeting,
  "POST /t/:slug/meetings/:meetingId/resolutions": task,
  "POST /t/:slug/api/v1/meetings/:meetingId/resolutions": task,
  "POST /t/:slug/matters/:matterId/assignments": dispatch,
  "POST /t/:slug/api/v1/matters/:matterId/assignments": dispatch,
  "POST /t/:slug/whistles": whistle,
  "POST /t/:slug/api/v1/whistles": whistle,
  "POST /t/:slug/meetings/:meetingId/closure": attendance,
  "POST /t/:slug/api/v1/meetings/:meetingId/closure": attendance,
  "POST /t/:slug/meetings/:meetingId/attendance": attendance,
  "POST /t/:slug/api/v1/meetings/:meetingId/attendance": attendance,
  "POST /t/:slug/resolutions/:resolutionId": edited,
  "PUT /t/:slug/api/v1/resolutions/:resolutionId": edited,
  "POST /t/:slug/identity": identity,
  "PUT /t/:slug/api/v1/identity": identity,
  "POST /t/:slug/org": orgUnit,
  "POST /t/:slug/api/v1/org-units": orgUnit,
  "POST /t/:slug/units": memberUnit,
  "POST /t/:slug/api/v1/member-units": memberUnit,
  "POST /t/:slug/org/:orgUnitId": orgFacts,
  "PUT /t/:slug/api/v1/org-units/:orgUnitId": orgFacts,
  "POST /t/:slug/org/:orgUnitId/closure": closing,
  "POST /t/:slug/api/v1/org-units/:orgUnitId/closure": closing,
  "POST /t/:slug/org/:orgUnitId/reopening": nothing,
  "POST /t/:slug/api/v1/org-units/:orgUnitId/reopening": nothing,
  "POST /t/:slug/units/:unitId": unitFacts,
  "PUT /t/:slug/api/v1/member-units/:unitId": unitFacts,
  "POST /t/:slug/units/:unitId/closure": closing,
  "POST /t/:slug/api/v1/member-units/:unitId/closure": closing,
  "POST /t/:slug/units/:unitId/reopening": nothing,
  "POST /t/:slug/api/v1/member-units/:unitId/reopening": nothing,
  "POST /t/:slug/robots/:scopeId/setting": robot,
  "PUT /t/:slug/api/v1/robots/:scopeId": robot,
  "POST /t/:slug/robots/:scopeId/test": nothing,
  "POST /t/:slug/api/v1/robots/:scopeId/test": nothing,
  "POST /t/:slug/robots/:scopeId/removal": nothing,
  "POST /t/:slug/api/v1/robots/:scopeId/removal": nothing,
  "POST /t/:slug/webhooks": newWebhook,
  "POST /t/:slug/api/v1/webhooks": newWebhook,
  "POST /t/:slug/webhooks/:webhookId/setting": webhook,
  "PUT /t/:slug/api/v1/webhooks/:webhookId": webhook,
  ...Object.fromEntries(
    ["", "/api/v1"].flatMap((api) =>
      ["rotation", "test", "deliveries/:deliveryId/replay"].map((resource) => [
        `POST /t/:slug${api}/webhooks/:webhookId/${resource}`,
        nothing,
      ]),
    ),
  ),
  "POST /t/:slug/people/:accountId/name": personsName,
  "PUT /t/:slug/api/v1/people/:accountId/name": personsName,
  "POST /t/:slug/people/:accountId/reopening": nothing,
  "POST /t/:slug/api/v1/people/:accountId/reopening": nothing,
  "POST /t/:slug/people/invitations": invited,
  "POST /t/:slug/api/v1/invitations": invited,
  "POST /t/:slug/people/invitations/:invitationId/revocation": nothing,
  "POST /operator/invitations/:invitationId/revocation": nothing,
  "POST /t/:slug/people/:accountId/reset": nothing,
  "POST /t/:slug/people/:accountId/closure": nothing,
  "POST /t/:slug/people/:accountId/posts": post,
  "POST /t/:slug/people/:accountId/posts/:postId/closure": nothing,
  "POST /t/:slug/people/:accountId/posts/:postId/change": post,
  "POST /t/:slug/api/v1/invitations/:invitationId/revocation": nothing,
  "POST /t/:slug/api/v1/people/:accountId/closure": nothing,
  "POST /t/:slug/api/v1/people/:accountId/posts": post,
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/closure": nothing,
  "POST /t/:slug/api/v1/people/:accountId/posts/:postId/change": post,
  "POST /t/:slug/rules/versions": () => ({ from: "version:1" }),
  "POST /t/:slug/rules/imports": () => ({ file: JSON.stringify(presets.huaping.rules) }),
  "POST /t/:slug/rules/:number/items/:path": overallLimit,
  "POST /t/:slug/rules/:number/publication": publication,
  "POST /t/:slug/rules/:number/discarding": aside,
  "POST /t/:slug/rules/:number/restoration": aside,
  "POST /t/:slug/rules/:number/withdrawal": nothing,
  "POST /t/:slug/rules/:number/review": nothing,
  "POST /t/:slug/api/v1/rule-sets": () => ({ preset: "huaping" }),
  "POST /t/:slug/api/v1/rule-sets/:number/publication": publication,
  "PUT /t/:slug/api/v1/rule-sets/:number/aside": () => ({ revision: "1", aside: "yes" }),
  "POST /t/:slug/api/v1/rule-sets/:number/withdrawal": nothing,
  "POST /t/:slug/api/v1/rule-sets/:number/review": nothing,
  "POST /operator/invitations": ({ text }) => ({ name: text.slice(0, 30) }),
  "POST /api/v1/invitations": ({ text }) => ({ name: text.slice(0, 30) }),
  "POST /operator/tenants": county,
  "POST /api/v1/tenants": county,
  "POST /openings/:token": county,
  "POST /api/v1/invitations/:invitation/tenants": county,
  "POST /operator/tenants/:tenant/provisioning": nothing,
  "POST /api/v1/tenants/:tenant/provisioning": nothing,
  "POST /operator/tenants/:tenant/hosts": () => ({ host: "never.example.gov.cn" }),
  "POST /api/v1/tenants/:slug/hosts": () => ({ host: "never.example.gov.cn" }),
  "POST /operator/tenants/:tenant/portals": () => ({ origins: "https://never.example.gov.cn" }),
  "PUT /api/v1/tenants/:slug/portals": () => ({ origins: ["https://never.example.gov.cn"] }),
  "POST /operator/tenants/:tenant/admin-link": nothing,
  "POST /operator/tenants/:tenant/upkeep": nothing,
  "POST /operator/sample-removal": nothing,
};

/** What each reading address can be asked with, beyond its path. */
const asked: Record<string, (target: Target) => string> = {
  "GET /t/:slug/matters/new": ({ org }) => `?orgUnitId=${org.community}`,
  "GET /t/:slug/matters": ({ ids, org }) => `?after=${ids.matterId}&within=${org.grid}`,
  "GET /t/:slug/matters.csv": ({ org }) => `?within=${org.grid}&search=水`,
  "GET /t/:slug/matters.xlsx": ({ org }) => `?within=${org.grid}`,
  "GET /t/:slug/resolutions": ({ org }) => `?within=${org.root}&search=水`,
  "GET /t/:slug/assignments": ({ ids, org }) => `?after=${ids.assignmentId}&within=${org.root}`,
  "GET /t/:slug/whistles": ({ ids, org }) => `?after=${ids.whistleId}&within=${org.grid}`,
  "GET /t/:slug/filings": ({ ids, org }) => `?after=2031-01 ${ids.filingId}&within=${org.root}&search=街`,
  "GET /t/:slug/reports": ({ org }) => `?within=${org.root}`,
  "GET /t/:slug/reports/:month": ({ org }) => `?within=${org.root}`,
  "GET /t/:slug/reports/:month/figures.csv": ({ org }) => `?within=${org.root}`,
  "GET /t/:slug/reports/:month/figures.xlsx": ({ org }) => `?within=${org.root}`,
  "GET /t/:slug/api/v1/figures": ({ org }) => `?month=2026-01&by=places&within=${org.root}`,
  "GET /t/:slug/whistles/new": ({ ids }) => `?orgUnitId=${ids.orgUnitId}&matterId=${ids.matterId}`,
  "GET /t/:slug/meetings": ({ ids }) => `?after=2031-01-01T00:00:00.000Z ${ids.meetingId}`,
  "GET /t/:slug/meetings/new": ({ org }) => `?orgUnitId=${org.root}`,
  "GET /t/:slug/people/:accountId/posts/new": ({ org }) => `?scope=${org.grid}`,
  "GET /t/:slug/people": ({ org }) => `?scope=${org.grid}`,
  "GET /t/:slug/people/invitations": ({ ids }) => `?after=2031-01-01T00:00:00.000Z ${ids.invitationId}`,
  "GET /t/:slug/people/invitations.csv": ({ org }) => `?within=${org.grid}&search=员`,
  "GET /t/:slug/org": ({ org }) => `?within=${org.grid}&search=网格`,
  "GET /t/:slug/org.csv": ({ org }) => `?within=${org.community}&directly=1`,
  "GET /t/:slug/units": ({ org }) => `?within=${org.root}&search=单位`,
  "GET /operator/invitations": ({ ids }) => `?before=2031-01-01T00:00:00.000Z ${ids.invitationId}`,
  "GET /t/:slug/audit": ({ ids }) => `?after=1000000&about=matter:${ids.matterId}`,
  "GET /t/:slug/audit.csv": ({ ids }) => `?about=matter:${ids.matterId}`,
  "GET /t/:slug/audit.xlsx": ({ ids }) => `?about=matter:${ids.matterId}`,
  "GET /t/:slug/rules/versions": () => "?after=999&search=水&state=past",
  "GET /t/:slug/rules/:number/differences": () => "?against=preset",
  "GET /api/v1/tenants": () => "?search=4&care=true",
  "GET /operator/tenants": () => "?search=4&care=1&before=1 2026-01-01T00:00:00.000Z x",
  "GET /t/:slug/api/v1/matters": ({ ids }) => `?before=${ids.matterId}`,
  "GET /t/:slug/api/v1/meetings": ({ ids }) => `?before=2031-01-01T00:00:00.000Z ${ids.meetingId}`,
  "GET /t/:slug/api/v1/org-units": ({ org }) => `?within=${org.community}&directly=1`,
  "GET /t/:slug/api/v1/invitations": ({ ids }) => `?before=2031-01-01T00:00:00.000Z ${ids.invitationId}`,
  "GET /t/:slug/api/v1/audit-entries": () => "?before=1000000",
  "GET /t/:slug/webhooks/:webhookId": ({ ids }) => `?unreceived=1&before=${ids.deliveryId}`,
  "GET /t/:slug/api/v1/webhooks/:webhookId/deliveries": () => "?unreceived=1",
  "GET /t/:slug/api/v1/rule-sets": () => "?before=999&search=水",
  "GET /t/:slug/api/v1/rule-sets/:number/diff": () => "?against=preset",
};

export interface Filling {
  path: string;
  /** Null for addresses that only read. */
  fields: Fields | null;
}

/**
 * A request to a route, filled in for a target. A writing route that nobody has described yet gets an empty body
 * unless `strict`, and then throws.
 */
export function requestTo(route: Route, target: Target, { strict = false } = {}): Filling {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === "slug") return target.slug;
    const value = target.ids[name as Parameter];
    if (value === undefined)
      throw new Error(`tests/support/requests.ts doesn't know what :${name} stands for`);
    // A plus stands for itself in a path, and pages link to it so.
    return encodeURIComponent(value).replaceAll("%2B", "+");
  });
  if (route.method === "GET")
    return { path: path + encodeURI(asked[route.name]?.(target) ?? ""), fields: null };
  const fill = filled[route.name];
  if (!fill && strict) throw new Error(`tests/support/requests.ts doesn't know what ${route.name} takes`);
  return { path, fields: fill?.(target) ?? {} };
}

/** Sends it as a page's form, or as the API's JSON. `token` is a session's, put where this route looks for one. */
export async function send(route: Route, { path, fields }: Filling, token: string | null): Promise<Response> {
  const visitor = newVisitor();
  if (!route.isApi) {
    const cookie = route.realm === "county" ? "lz_session" : "lz_operator";
    if (token !== null) visitor.cookies.set(cookie, token);
    return fields === null ? visitor.get(path) : visitor.post(path, formTo(route, fields));
  }
  const headers = token === null ? {} : { headers: { authorization: `Bearer ${token}` } };
  return visitor.json(route.method, path, fields ?? undefined, headers);
}

/** A form as its page sends it: where a file is asked for, as multipart with the field `file` as the file. */
export function formTo({ name }: Pick<Route, "name">, fields: Fields): Fields | FormData {
  if (!name.endsWith("/rules/imports")) return fields;
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) {
    if (field === "file") form.set(field, new File([String(value)], "rules.yaml"));
    else for (const each of [value].flat()) form.append(field, String(each));
  }
  return form;
}

/** Works through a list, a few at a time. */
export async function each<T>(
  list: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 8,
): Promise<void> {
  const queue = [...list];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Whether an address ends the session it is called with, or others of its caller. */
export const endsSessions = ({ name }: Route): boolean =>
  /[/-]sessions?\/(closure|current|others)$/.test(name);

/** Works through routes, a few at a time, and one by one at the end through those that end sessions of their caller. */
export async function eachRoute(
  some: readonly Route[],
  work: (route: Route) => Promise<void>,
): Promise<void> {
  await each(
    some.filter((route) => !endsSessions(route)),
    work,
  );
  await each(some.filter(endsSessions), work, 1);
}

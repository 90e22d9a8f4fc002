import { presets } from "../../db/presets/index.ts";
import type { Frame } from "../../views/layout/frame.ts";
import { kindOf } from "../../worker/domain/clocks/registry.ts";
import type { Actor } from "../../worker/domain/kernel/context.ts";
import { pastOf, toldToStaff } from "../../worker/domain/kernel/happenings.ts";
import { labelsOf, offersOf } from "../../worker/domain/kernel/offers.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import type { ListPage } from "../../worker/domain/lists/read.ts";
import type { WithBelow } from "../../worker/domain/matters/below.ts";
import { caseworkerMoves, matterEvents } from "../../worker/domain/matters/moves.ts";
import type { MatterPage } from "../../worker/domain/matters/read.ts";
import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { resolutionEvents, resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import type { LoadedResolution } from "../../worker/domain/resolutions/resolution.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import type { Instant, LocalDate } from "../../worker/time/instants.ts";
import { attribute, elements, named, type page } from "./parsed.ts";

export const now = "2026-11-21T09:00:00.000Z" as Instant;
export const key = "3f0e1c52-8a58-4a6e-9d3c-0a4a2f1c9b77";
export const hostile = `</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>`;

export const frame: Frame = {
  base: "/t/xinye",
  title: "工作台",
  countyName: "新野县",
  path: "/desk",
  elder: false,
  sample: false,
  nav: [],
};

/** Of a record to which nothing happened. */
export const nothingYet = { events: [], timeline: [], earlier: null, isEarlier: false };

/** A page of a list with so many rows, on which nothing was asked. */
export const listPage = (rows: readonly unknown[], more: Partial<ListPage> = {}) => ({
  previous: null,
  next: null,
  unfinished: false,
  asked: {},
  order: "urgent" as const,
  counts: {
    all: String(rows.length),
    facets: { state: [], kind: [], source: [] },
    dues: { overdue: "0", today: "0", week: "0" },
  },
  here: undefined,
  below: [],
  kinds: [],
  handlers: [],
  noun: "matter" as const,
  views: [],
  ...more,
});

type Parsed = ReturnType<typeof page>;

/** What hostile text would have become as markup: scripts besides the page's own, pictures, handlers. */
export function intruders(parsed: Parsed): string[] {
  const all = elements(parsed);
  const scripts = named(parsed, "script").filter(
    (found) => attribute(found, "src")?.startsWith("/static/") !== true,
  );
  const handlers = all.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith("on")));
  return [
    ...scripts.map(() => "script"),
    ...named(parsed, "img").map(() => "img"),
    ...handlers.map(({ name }) => name),
  ];
}

/** Where the page's forms go, without the base, in document order. */
export function actions(parsed: Parsed): string[] {
  return named(parsed, "form")
    .map((form) => attribute(form, "action") ?? "")
    .filter((action) => action !== "/t/xinye/preferences")
    .map((action) => action.replace("/t/xinye", ""));
}

/** Ids that stand more than once. */
export function doubledIds(parsed: Parsed): string[] {
  const ids = elements(parsed).flatMap((element) => attribute(element, "id") ?? []);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** Somebody of the staff with one role. */
const holding = (role: Role, scopeId: string): Actor => ({
  kind: "person",
  accountId: "a1",
  name: "示例干部",
  grants: [{ role, scopeKind: role === "unit_liaison" ? "unit" : "org", scopeId, scopeName: null }],
});

/** What happened to a record, as it is kept. */
export const event = (kind: string, detail: Record<string, unknown> = {}, at: string = now) => ({
  id: `${kind} ${at}`,
  noun: "matter",
  record: "m1",
  kind,
  at,
  actorName: "示例干部",
  detail,
});

/** A matter's clock that runs, as it is kept. */
export const clock = (kind: string, dueAt: string, owner: string | null = "第1网格") => ({
  noun: "matter",
  kind,
  dueAt,
  caution: null,
  ruleVersion: 1,
  inputs: {},
  setBy: "rules" as const,
  reason: null,
  pausedAt: null,
  owner,
  unattended: null,
});

/** The same as caseworkers read it. */
export const staffClock = (...kept: Parameters<typeof clock>): MatterPage["due"][number] => {
  const row = clock(...kept);
  return { ...row, called: kindOf(row).called, basis: "按规则第 1 版：转到本级起 3 个工作日内" };
};

/** A matter's page as somebody sees it who may do nothing with it. */
export const matter = (more: Partial<MatterPage> = {}): MatterPage => ({
  id: "m1",
  number: "2026-000123",
  state: "reported",
  source: "resident",
  sourceName: "居民上报",
  externalNumber: null,
  category: "基础设施 / 路灯照明",
  urgency: null,
  levelName: "网格",
  body: "路灯坏了三盏",
  place: "小区北门外",
  orgUnitId: "g1",
  orgPath: "/c/g1/",
  communityId: null,
  exclusion: null,
  review: null,
  level: "grid",
  levelPath: "/c/g1/",
  reporterName: "张*",
  reporterPhone: "138****5678",
  photos: [],
  kind: "lamps",
  linked: [],
  whistles: [],
  mayWhistle: false,
  assignments: { all: [], open: 0, late: 0, outcome: null, mayDispatch: false },
  handlerId: null,
  handlerName: null,
  outcome: null,
  closure: null,
  satisfied: null,
  withheldAt: null,
  reopenings: 0,
  urgings: 0,
  hasAddition: false,
  urgedAt: null,
  mergedInto: null,
  splitFrom: null,
  ruleVersion: 1,
  reportedAt: "2026-11-18T11:20:00.000Z",
  resolvedAt: null,
  closedAt: null,
  revision: 1,
  mayReveal: true,
  lineage: [],
  ...pastOf([...(more.events ?? [])], undefined, (shown) => toldToStaff(matterEvents, shown, now)),
  due: [staffClock("step", "2026-11-20T10:00:00.000Z")],
  toBegin: [],
  resolutions: [],
  offers: [],
  moves: [],
  labels: labelsOf(caseworkerMoves),
  ...more,
});

const seenBy = (actor: Actor) => ({ actor, now, calendar: workCalendar() });

/** The same as its grid worker sees it, or somebody else of the grid. */
export function handledMatter(more: Partial<MatterPage> = {}, role: Role = "grid_worker"): MatterPage {
  const page = matter(more);
  const { lineage } = page;
  const alone = { clocks: [], below: [], back: [], parts: [], partClocks: [], linked: [] };
  const ruled = { rules: presets.xinye.rules, version: 1, ...alone };
  const state = { matter: page, lineage, ...ruled } as unknown as WithBelow;
  const offers = offersOf(caseworkerMoves, state, seenBy(holding(role, "g1")));
  return { ...page, offers, moves: offers.map(({ name }) => name) };
}

const members: MeetingPage["members"] = [
  { id: "u1", name: "城市管理局（示例）", state: "invited", isUnit: true, closedAt: null },
  { id: "u2", name: "公安局（示例）", state: "invited", isUnit: true, closedAt: null },
];

/** When a task is due that is logged now. */
export const dueByRules: NonNullable<MeetingPage["due"]> = {
  byRules: { at: "2026-12-30T10:00:00.000Z" as Instant, basis: "按规则：下次会议之前" },
  quick: [{ called: "1周", day: "2026-11-30" as LocalDate, instead: "2026-11-28" as LocalDate }],
};

/** A resolution's page as somebody sees it who may do nothing with it. */
export const resolution = (more: Partial<ResolutionPage> = {}): ResolutionPage => ({
  id: "r1",
  meetingId: "s1",
  number: 3,
  orgPath: "/c/",
  kind: "task",
  body: "划定早市临时摊位",
  leadId: "u1",
  leadName: "城市管理局（示例）",
  dueAt: "2026-11-30T10:00:00.000Z",
  dueBasis: "按规则：下次会议之前",
  state: "open",
  ruleVersion: 1,
  loggedBy: "秘书",
  loggedAt: now,
  changedBy: "秘书",
  changedAt: now,
  revision: 2,
  matterId: null,
  matter: null,
  mayNameMatter: false,
  assistantIds: ["u2"],
  assistants: ["公安局（示例）"],
  unattended: [],
  maySeeMeeting: true,
  meeting: { id: "s1", title: "联席会议", startsAt: now },
  members,
  ...pastOf([...(more.events ?? [])], undefined, (shown) => toldToStaff(resolutionEvents, shown, now)),
  mayEdit: false,
  offer: dueByRules,
  offers: [],
  labels: labelsOf(resolutionMoves),
  ...more,
});

/** The same as somebody sees it who holds a role in a unit or above it. */
export function handledResolution(
  more: Partial<ResolutionPage>,
  role: Role,
  scopeId: string,
): ResolutionPage {
  const page = resolution(more);
  const { orgPath, assistantIds } = page;
  const state = { resolution: page, assistantIds, meeting: { orgPath }, members, answering: [] };
  const actor = holding(role, scopeId);
  return { ...page, offers: offersOf(resolutionMoves, state as unknown as LoadedResolution, seenBy(actor)) };
}

export const meeting = (more: Partial<MeetingPage> = {}): MeetingPage => ({
  id: "s1",
  quorum: null,
  series: "joint",
  seriesName: "联席会议",
  title: "第四季度联席会议",
  orgUnitId: "c",
  orgPath: "/c/",
  startsAt: now,
  place: "第一会议室",
  state: "scheduled",
  ruleVersion: 1,
  revision: 1,
  host: "新野县",
  members,
  resolutions: [],
  ...nothingYet,
  offers: [],
  mayNameMatter: false,
  mayLog: true,
  due: dueByRules,
  mayClose: true,
  ...more,
});

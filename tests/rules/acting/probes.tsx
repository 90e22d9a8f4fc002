import { attempt } from "../../../views/components/attempt.ts";
import { CommitmentsPage } from "../../../views/county/commitments.tsx";
import { PrivacyPage } from "../../../views/county/privacy.tsx";
import { FilingView } from "../../../views/filings/detail.tsx";
import { type Html, renderPage } from "../../../views/html.ts";
import { MatterView } from "../../../views/matters/detail.tsx";
import { ReceiptView } from "../../../views/matters/receipt.tsx";
import { RegisterPage } from "../../../views/matters/register.tsx";
import { ReportForm } from "../../../views/matters/report.tsx";
import { ResidentHome } from "../../../views/matters/resident-home.tsx";
import { MeetingView } from "../../../views/meetings/detail.tsx";
import { ScheduleMeetingPage } from "../../../views/meetings/schedule.tsx";
import { OrgPage } from "../../../views/org/org.tsx";
import { UnitsPage } from "../../../views/units/units.tsx";
import { WhistleView } from "../../../views/whistles/detail.tsx";
import { invitePerson } from "../../../worker/domain/accounts/invite.ts";
import { loadedAssignment } from "../../../worker/domain/assignments/assignment.ts";
import { answer, returned } from "../../../worker/domain/assignments/clocks.ts";
import { dispatchForm } from "../../../worker/domain/assignments/form.ts";
import { returnAssignment } from "../../../worker/domain/assignments/return.ts";
import type { ClockKind, Inputs } from "../../../worker/domain/clocks/kinds.ts";
import { privacy } from "../../../worker/domain/county/privacy.ts";
import { promised } from "../../../worker/domain/county/promised.ts";
import { file } from "../../../worker/domain/filings/clocks.ts";
import { filingPage } from "../../../worker/domain/filings/read.ts";
import { acceptMatter } from "../../../worker/domain/matters/accept.ts";
import { askExclusion } from "../../../worker/domain/matters/ask-exclusion.ts";
import { askReview } from "../../../worker/domain/matters/ask-review.ts";
import {
  acceptance,
  contacts,
  evaluation,
  exclusion,
  overall,
  review,
  step,
} from "../../../worker/domain/matters/clocks.ts";
import { grantExclusion } from "../../../worker/domain/matters/decide-exclusion.ts";
import { grantPause } from "../../../worker/domain/matters/decide-pause.ts";
import { upholdReview } from "../../../worker/domain/matters/decide-review.ts";
import { declineMatter } from "../../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../../worker/domain/matters/evaluate.ts";
import { extendMatter } from "../../../worker/domain/matters/extend.ts";
import { loadedMatter } from "../../../worker/domain/matters/matter.ts";
import { pauseMatter } from "../../../worker/domain/matters/pause.ts";
import { raiseMatter } from "../../../worker/domain/matters/raise.ts";
import { shownMatter } from "../../../worker/domain/matters/read.ts";
import { receiveMatter } from "../../../worker/domain/matters/receive.ts";
import { registerMatter } from "../../../worker/domain/matters/register.ts";
import { registerForm } from "../../../worker/domain/matters/register-form.ts";
import { reportMatter } from "../../../worker/domain/matters/report.ts";
import { residentHome } from "../../../worker/domain/matters/resident-home.ts";
import { receipt, reportForm } from "../../../worker/domain/matters/residents.ts";
import { scheduleForm } from "../../../worker/domain/meetings/form.ts";
import { meetingPage } from "../../../worker/domain/meetings/read.ts";
import { scheduleMeeting } from "../../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../../worker/domain/org/org.ts";
import { treePage } from "../../../worker/domain/org/read.ts";
import { lead } from "../../../worker/domain/resolutions/clocks.ts";
import { unitsPage } from "../../../worker/domain/units/list.ts";
import { addUnit } from "../../../worker/domain/units/units.ts";
import { blowWhistle } from "../../../worker/domain/whistles/blow.ts";
import { whistlePage } from "../../../worker/domain/whistles/read.ts";
import { stageClocks } from "../../../worker/domain/whistles/stage-clocks.ts";
import { workCalendar } from "../../../worker/rules/engine/calendar.ts";
import { nextReminding, remindingAt } from "../../../worker/rules/engine/reminders.ts";
import type { Target } from "../../../worker/rules/schema/acts.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { type Instant, localDateOf } from "../../../worker/time/instants.ts";
import { frame, key } from "../../views/samples.ts";
import { example } from "./example.ts";
import {
  clockOf,
  contextOf,
  decided,
  filing,
  lineage,
  matter,
  meeting,
  now,
  unitOf,
  versions,
  whistle,
} from "./records.ts";

/** Of a county's home, while nothing was reported. */
const nothingYet = { community: [], lately: [], nearby: [], figures: [], figuresNear: [], used: [] };

/** What stands at a target outside /rules under some rules, as something that can be compared. */
export type Probe = (rules: RuleSet) => unknown;

/** Every target that a rule may say it acts on. */
export const probes: Readonly<Record<Target, Probe>> = {
  "org.add": (rules) =>
    each([...below, ["grid", "household"]], ([parent, level]) => added(rules, parent, level)),
  "org.page": (rules) => each(["street", "grid"], (at) => shownUnit(rules, at)),
  "unit.add": (rules) => each(keysOf(example.organisation.unitKinds), (kind) => memberAdded(rules, kind)),
  "unit.page": (rules) => shownMembers(rules),
  "unit.reminder": (rules) =>
    each(starts, (start) => {
      const next = nextReminding(rules, start, calendar);
      return [next, remindingAt(rules, next, calendar)];
    }),
  "person.invite": (rules) => {
    const rows = { org: [unitOf("county")], unit: [], rules: versions(rules) };
    return decided(invitePerson, { name: "乙", role: "county_admin", scope: "county" }, rows);
  },
  "resident.home": async (rules) => {
    const rows = { ...nothingYet, rules: versions(rules) };
    return shown(<ResidentHome frame={frame} now={now} home={await residentHome(contextOf(rows))} />);
  },
  "resident.commitments": async (rules) =>
    shown(<CommitmentsPage frame={frame} promised={await promised(contextOf({ found: versions(rules) }))} />),
  "resident.privacy": async (rules) => {
    const kept = await privacy(contextOf({ found: versions(rules) }));
    return shown(<PrivacyPage frame={frame} kept={kept} cookies={[]} />);
  },
  "matter.form": async (rules) => {
    const rows = { above: lineage, below: [], rules: versions(rules) };
    const form = await reportForm(contextOf(rows), "grid");
    return shown(<ReportForm frame={frame} form={form} attempt={attempt()} idempotencyKey={key} />);
  },
  "matter.report": (rules) =>
    each(
      [
        { category: "dark" },
        { category: "holes" },
        { category: "rails" },
        { category: "suggestion" },
        { source: undefined },
        { source: "patrol" },
        { category: "holes", source: "patrol" },
        { source: "hotline" },
        { reporterPhone: undefined },
      ],
      (input) => reported(rules, input),
    ),
  "matter.register": (rules) =>
    each(example.intake.sources, ({ key }) => [registered(rules, key), registering(rules)]),
  "matter.receive": (rules) => each(example.intake.sources, ({ key }) => received(rules, key)),
  "matter.page": (rules) => each(["grid", "community"], (level) => shownAt(rules, level)),
  "matter.receipt": async (rules) => {
    const found = [{ ...matter, handlerSeats: [], sentPhotos: false }];
    const read = { matter: found, rules: versions(rules), lineage: [...lineage] };
    const rows = { ...alone, ...read, clocks: [], events: [], own: [], mains: [], sent: [] };
    const page = await receipt(contextOf(rows), matter.receiptCode);
    const at = { now, address: "https://county.example", attempt: attempt(), idempotencyKey: key };
    return shown(<ReceiptView frame={frame} receipt={page} {...at} />);
  },
  "matter.accept": (rules) =>
    each(["reported", "reopened"], (state) => [
      accepted(rules, state),
      accepted(rules, state, { level: "street", levelPath: unitOf("street").path }),
    ]),
  "matter.decline": (rules) => each(["dark", "suggestion"], (category) => declining(rules, category)),
  "matter.evaluate": (rules) =>
    each([0, 2, 5], (reopenings) => [
      evaluated(rules, { solved: "no" }, reopenings),
      evaluated(rules, { solved: "yes", satisfied: "no" }, reopenings),
    ]),
  "matter.raise": (rules) =>
    each(["grid", "community"], (level) => [raisedBy(rules, level), raisedAt(rules, level)]),
  "matter.extend": (rules) =>
    each([0, 1, 2, 3, 4, 5], (times) => [
      extended(rules, times, "2026-06-02"),
      extended(rules, times, "2026-06-10"),
      extended(rules, times, "2026-07-15"),
    ]),
  "matter.pause": (rules) =>
    each([0, 1, 2, 3, 4, 5], (times) =>
      each(example.handling.pauses?.reasons ?? [], (occasion) => paused(rules, times, occasion)),
    ),
  "matter.exclude": (rules) =>
    each(["2026-05-27T02:00:00.000Z", "2026-05-20T02:00:00.000Z"], (closedAt) => excluding(rules, closedAt)),
  "matter.review": (rules) =>
    each(["2026-05-27T02:00:00.000Z", "2026-05-20T02:00:00.000Z"], (at) => reviewing(rules, at)),
  "matter.clock.step": (rules) =>
    each(["grid", "community", "street"], (level) =>
      each(classes, (of) => due(step, rules, () => ({ level, above: null, ...of }))),
    ),
  "matter.clock.acceptance": (rules) => due(acceptance, rules, () => ({ level: "grid" })),
  "matter.clock.overall": (rules) => each(classes, (of) => due(overall, rules, () => of)),
  "matter.clock.evaluation": (rules) => due(evaluation, rules, () => ({})),
  "matter.clock.contacts": (rules) => due(contacts, rules, () => ({})),
  "matter.clock.exclusion": (rules) => due(exclusion, rules, () => ({})),
  "matter.clock.review": (rules) =>
    each(["复查", "复核"], (instance) => due(review, rules, () => ({ instance }))),
  "matter.dispatch": (rules) => each(["dark", "suggestion"], (category) => dispatching(rules, category)),
  "assignment.clock.answer": (rules) =>
    each(classes, (of) => due(answer, rules, () => ({ category: null, urgency: null, ...of }))),
  "assignment.return": (rules) => each([0, 1, 2, 3, 4, 5, 6], (times) => givenBack(rules, times)),
  "assignment.clock.return": (rules) => due(returned, rules, () => ({})),
  "meeting.form": (rules) => each(["street", "community"], (host) => shownScheduling(rules, host)),
  "meeting.schedule": (rules) =>
    each(["joint", "work"], (series) => each(levels, (host) => scheduled(rules, series, host))),
  "meeting.page": (rules) => each(["joint", "work"], (series) => shownMeeting(rules, series)),
  "resolution.clock.lead": (rules) =>
    each(["joint", "work"], (series) =>
      due(lead, rules, (meetingAt) => ({ series, meetingAt, last: null, next: null })),
    ),
  "whistle.blow": (rules) =>
    each(["street", "grid"], (unit) =>
      each([{}, { occasion: "聚餐" }, { responders: ["p1"] }], (input) =>
        each([0, 3, 4, 5], (soFar) => blown(rules, unit, soFar, input)),
      ),
    ),
  "whistle.page": (rules) => shownWhistle(rules),
  "whistle.clock": (rules) =>
    Object.values(stageClocks).map((kind) => due(kind, rules, () => ({ whistle: whistle.kind }))),
  "filing.page": (rules) => shownFiling(rules),
  "filing.clock": (rules) =>
    due(file, rules, (start) => ({ whistle: whistle.kind, month: localDateOf(start) })),
};

/** Of no class, and of those that have limits of their own. */
const classes = [
  {},
  { category: "other", urgency: "now" },
  { category: "dark", urgency: null },
  { category: "holes", urgency: "soon" },
];

const each = <T,>(cases: readonly T[], of: (one: T) => unknown): Promise<unknown[]> =>
  Promise.all(cases.flatMap(of));

const keysOf = (entries: readonly { key: string }[]): string[] => entries.map(({ key }) => key);

const levels = lineage.map(({ level }) => level);

const shown = (page: Html): string => renderPage(page);

/** Each level with the one right below it. */
const below = levels.slice(1).map((level, index) => [levels[index], level] as const);

function added(rules: RuleSet, parentId = "", level = "") {
  const rows = { parent: [unitOf(parentId)], siblings: [], rules: versions(rules), coming: [] };
  const kinds = level === "grid" ? keysOf(example.organisation.gridKinds) : [undefined];
  return each(kinds, (kind) => decided(addOrgUnit, { parentId, level, name: "某地", kind }, rows));
}

function memberAdded(rules: RuleSet, kind: string) {
  const rows = { seat: [unitOf("street")], alike: [], rules: versions(rules), coming: [] };
  return decided(addUnit, { name: "某单位", kind, orgUnitId: "street" }, rows);
}

/** What is read around a list. */
const none = { n: 0, looked: 0 };
const near = [{ overdue: none, today: none, week: none }];
const list = { edge: [], cells: [], near, views: [], here: [], below: [], added: [] };

async function shownUnit(rules: RuleSet, id: string) {
  const unit = { ...unitOf(id), kind: "estate", households: 250, residents: 40 };
  const above = lineage.slice(0, lineage.indexOf(unitOf(id)));
  const left = { units: [], seated: [], people: [], tasks: [], led: [], listed: [] };
  const nothing = { events: [], ...left, robot: [], waiting: [], unsent: [] };
  const rows = { above: [...above, unit], ...nothing, ...list, rows: [unit], rules: versions(rules) };
  const page = await treePage(contextOf(rows), { within: id });
  const props = { frame, now, page, ...page, accountId: null, attempt: attempt(), idempotencyKey: key };
  return shown(<OrgPage {...props} />);
}

async function shownMembers(rules: RuleSet) {
  const rows = keysOf(example.organisation.unitKinds).map((kind) => ({
    key: kind,
    id: kind,
    name: "某单位",
    kind,
    orgUnitId: "street",
    seat: "某街道",
    closedAt: null,
  }));
  const page = await unitsPage(contextOf({ ...list, rows, seats: [], rules: versions(rules) }), {});
  const offered = { mayAdd: true, seats: [], accountId: null };
  const props = { frame, page, ...offered, attempt: attempt(), idempotencyKey: key };
  return shown(<UnitsPage {...props} />);
}

function reported(rules: RuleSet, input: object) {
  const units = keysOf(example.organisation.unitKinds).map((kind) => ({
    ...{ id: kind, name: `某${kind}`, kind, orgPath: unitOf("county").path },
  }));
  const rows = { unit: [unitOf("grid")], lineage, rules: versions(rules), units };
  const from = { category: "dark", source: "resident", reporterPhone: "13812345678", ...input };
  return decided(reportMatter, { orgUnitId: "grid", body: "路灯不亮", place: "路口", ...from }, rows);
}

/** What is offered to whoever registers a matter, and what becomes of one. */
async function registering(rules: RuleSet) {
  const page = await registerForm(contextOf({ all: lineage, communities: [], rules: versions(rules) }), null);
  const props = { frame, page, source: null, unit: null, attempt: attempt(), idempotencyKey: key };
  return shown(<RegisterPage {...props} />);
}

function registered(rules: RuleSet, source: string) {
  const rows = { unit: [unitOf("grid")], lineage, rules: versions(rules), units: [] };
  const said = { orgUnitId: "grid", category: "dark", body: "路灯不亮", place: "路口" };
  return decided(registerMatter, { ...said, source }, rows);
}

function received(rules: RuleSet, source: string) {
  const rows = { before: [], unit: [unitOf("grid")], lineage, rules: versions(rules), units: [] };
  const said = { orgUnitId: "grid", category: "dark", body: "路灯不亮", place: "路口" };
  return decided(receiveMatter, { ...said, source, externalNumber: "G-1" }, rows);
}

/** No unit deals with a part of a matter. */
const alone = { parts: [], partClocks: [], linked: [] };

/** Whom a matter's form of dispatch offers. */
function dispatching(rules: RuleSet, category: string) {
  const own = { ...matter, state: "accepted", category, level: "county", levelPath: unitOf("county").path };
  const units = keysOf(example.organisation.unitKinds).map((kind) => ({
    ...{ id: kind, name: `某${kind}`, kind, orgPath: unitOf("county").path },
  }));
  const rows = { ...alone, rules: versions(rules), lineage, clocks: [], around: [], units };
  return dispatchForm(contextOf({ ...rows, matter: [own] }), matter.id).catch(String);
}

/** What somebody makes of a part that isn't theirs, after so many returns, an hour and a week after it was put before them. */
function givenBack(rules: RuleSet, returns: number) {
  const of = (putAt: string) => ({
    ...{ id: "b1", matterId: matter.id, role: "lead", assigneeKind: "org", assignee: "county", name: "某县" },
    ...{ path: unitOf("county").path, state: "assigned", putAt, returns, revision: 1 },
  });
  const own = { ...matter, state: "accepted", level: "grid", levelPath: unitOf("grid").path };
  const rows = {
    matter: [own],
    rules: versions(rules),
    lineage,
    clocks: [],
    partClocks: [],
    id: [{ id: "b1" }],
  };
  const input = { assignmentId: "b1", reason: "不属于本单位职责", note: "归水务局" };
  return each(
    ["2026-05-28T01:00:00.000Z", "2026-05-20T02:00:00.000Z", "2026-05-27T01:30:00.000Z"],
    (putAt) => {
      const held = { ...rows, parts: [of(putAt)] };
      const offered = returnAssignment.choices.reason?.(loadedAssignment(held as never), contextOf({}));
      return [offered, decided(returnAssignment, input, held)];
    },
  );
}

/** What is offered to whoever accepts, and what they make of the matter; at a level whose time hasn't begun, or has. */
function accepted(rules: RuleSet, state: string, at?: { level: string; levelPath: string }) {
  const running = { ...stored("step", { level: "street", above: null }), dueAt: "2026-06-01T10:00:00.000Z" };
  const rows = {
    ...alone,
    matter: [{ ...matter, state, ...at }],
    rules: versions(rules),
    lineage,
    clocks: at ? [] : [running],
  };
  const offered = acceptMatter.choices.urgency?.(loadedMatter(rows as never), contextOf({}));
  return Promise.all([offered, decided(acceptMatter, { matterId: matter.id, urgency: "now" }, rows)]);
}

/** What stands in the form of whoever declines it at first. */
const declining = (rules: RuleSet, category: string) =>
  declineMatter.suggests?.(
    loadedMatter({
      ...alone,
      matter: [{ ...matter, state: "reported", category }],
      rules: versions(rules),
      lineage,
      clocks: [],
    } as never),
  );

/** The matter's page while a level has it. */
function shownAt(rules: RuleSet, level: string) {
  const stands = { dueAt: now, caution: null, ruleVersion: 1, owner: "某地", unattended: null };
  const due = [{ ...clockOf("step", { level }), ...stands }];
  const own = { ...matter, level, handlerSeats: [], sentPhotos: false };
  const page = shownMatter(contextOf({}), {
    sent: [],
    matter: [own],
    rules: versions(rules),
    lineage: [...lineage],
    events: [],
    due,
    clocks: [],
    below: [],
    back: [],
    settled: [],
    called: [],
    ...alone,
  });
  return shown(<MatterView frame={frame} now={now} page={page} idempotencyKey={key} />);
}

function evaluated(rules: RuleSet, verdict: object, reopenings: number) {
  const rows = {
    matter: [{ ...matter, reopenings }],
    rules: versions(rules),
    lineage,
    until: [],
    clocks: [],
    ...alone,
  };
  return decided(evaluateMatter, { receiptCode: matter.receiptCode, ...verdict }, rows);
}

/** What somebody makes of a matter who asks for a later time, after so many were granted. */
function extended(rules: RuleSet, times: number, until: string) {
  const running = {
    ...stored("step", { level: "grid", above: "community" }),
    dueAt: "2026-06-01T10:00:00.000Z",
  };
  const whole = { ...stored("overall", {}), dueAt: "2026-07-01T10:00:00.000Z" };
  const granted = Array.from({ length: times }, () => ({
    ...stored("extension", { level: "grid" }),
    state: "met",
    endedAt: now,
  }));
  const state = { ...matter, state: "accepted" };
  const rows = {
    ...alone,
    matter: [state],
    rules: versions(rules),
    lineage,
    clocks: [running, whole, ...granted],
  };
  return decided(extendMatter, { matterId: matter.id, until, reason: "等配件到货" }, rows);
}

/** What somebody makes of a matter who lets it stand still, after so many times before. */
function paused(rules: RuleSet, times: number, occasion: string) {
  const running = {
    ...stored("step", { level: "grid", above: "community" }),
    dueAt: "2026-06-01T10:00:00.000Z",
  };
  const before = Array.from({ length: times }, () => ({
    ...stored("pause", { occasion }),
    state: "met",
    endedAt: now,
  }));
  const state = { ...matter, state: "accepted" };
  const request = {
    ...stored("pauseRequest", { occasion, by: "b" }),
    owner: "community",
    dueAt: running.dueAt,
  };
  const rows = { ...alone, matter: [state], rules: versions(rules), lineage, clocks: [running, ...before] };
  const asked = decided(pauseMatter, { matterId: matter.id, occasion, reason: "等检测报告" }, rows);
  const requested = { ...rows, clocks: [...rows.clocks, request] };
  const offered = pauseMatter.choices.occasion?.(loadedMatter(rows as never), contextOf({}));
  return Promise.all([offered, asked, decided(grantPause, { matterId: matter.id }, requested)]);
}

/** What is told and made by whoever asks that a matter isn't counted which ended then, and by whoever agrees. */
function excluding(rules: RuleSet, closedAt: string) {
  const of = (asked: object | null) => ({
    ...alone,
    matter: [{ ...matter, state: "closed", closure: "solved", closedAt, exclusion: asked }],
    rules: versions(rules),
    lineage,
    clocks: [],
  });
  const [reason, note] = ["恶意重复反映", "一天十二次"];
  const asked = { state: "asked", reason, note, by: "b", byName: "乙", agreed: [] };
  const state = loadedMatter(of(null) as never);
  const on = { matterId: matter.id };
  return Promise.all([
    askExclusion.choices.reason?.(state, contextOf({})),
    askExclusion.allows(state, contextOf({})) && askExclusion.foretells?.(state, contextOf({})),
    decided(askExclusion, { ...on, reason, note }, of(null)),
    decided(grantExclusion, on, of(asked)),
  ]);
}

/** What becomes of a review that is asked for of what ended then, of the next, and of the answer to the first. */
function reviewing(rules: RuleSet, at: string) {
  const to = { id: "county", name: "某县", level: "county" };
  const asked = { instance: 0, state: "asked", reason: "只填了一半", to, askedAt: at, opinion: null };
  const of = (given: object | null) => ({
    ...alone,
    matter: [
      {
        ...matter,
        state: "closed",
        closure: "unsolved",
        closedAt: at,
        review: given,
        handlerSeats: [],
        sentPhotos: false,
      },
    ],
    rules: versions(rules),
    lineage,
    clocks: [],
  });
  const by = { id: "community", name: "某社区", level: "community" };
  const answered = { ...asked, state: "upheld", to: by, answeredAt: at };
  const { receiptCode, id: matterId } = matter;
  return Promise.all([
    ...[null, answered].map((one) => decided(askReview, { receiptCode, reason: "只填了一半" }, of(one))),
    decided(upholdReview, { matterId, opinion: "已看过现场" }, of({ ...asked, answeredAt: null })),
  ]);
}

/** A clock as the database keeps it, running. */
const stored = (kind: string, inputs: Inputs) => ({
  ...clockOf(kind, inputs as Record<string, string | null>),
  ...{
    id: kind,
    record: matter.id,
    state: "running",
    endedAt: null,
    startedAt: now,
    ruleVersion: 1,
    pauses: [],
    revision: 1,
  },
});

/** What somebody makes of a matter who passes it up. */
function raisedBy(rules: RuleSet, level: string) {
  const rows = {
    matter: [{ ...matter, state: "accepted", level }],
    rules: versions(rules),
    lineage,
    clocks: [],
    ...alone,
  };
  return decided(raiseMatter, { matterId: matter.id, reason: "本级办不了" }, rows);
}

/** When it goes up by itself. */
function raisedAt(rules: RuleSet, level: string) {
  const calendar = workCalendar();
  const inputs = { level, above: "above" };
  const reckoned = step.reckon(rules, calendar, now, inputs);
  return reckoned && step.acts?.(rules, calendar, { startedAt: now, due: reckoned, inputs, pauses: [] })?.due;
}

async function shownScheduling(rules: RuleSet, host: string) {
  const rows = {
    host: [unitOf(host)],
    hosts: [],
    below: lineage.slice(lineage.indexOf(unitOf(host)) + 1),
    units: ["甲", "乙"].flatMap((name) =>
      keysOf(example.organisation.unitKinds).map((kind) => ({
        ...{ id: kind + name, kind, name, orgUnitId: host, orgPath: unitOf(host).path },
        ...{ closedAt: null, revision: 1 },
      })),
    ),
    last: [],
    rules: versions(rules),
    county: [],
  };
  const page = await scheduleForm(contextOf(rows), { orgUnitId: host, series: null });
  return shown(<ScheduleMeetingPage frame={frame} now={now} page={page} idempotencyKey={key} />);
}

function scheduled(rules: RuleSet, series: string, host: string) {
  const members = ["u1", "u2"];
  const rows = {
    host: [unitOf(host)],
    members: members.map((id) => ({ id, name: id })),
    rules: versions(rules),
    county: [{ openedAt: "2026-01-01T00:00:00.000Z" }],
  };
  const when = { date: "2026-06-10", time: "09:00" };
  const input = { series, orgUnitId: host, title: "某次会议", place: "会议室", members, ...when };
  return decided(scheduleMeeting, input, rows);
}

/** A meeting to which two of five came, and one by proxy. */
async function shownMeeting(rules: RuleSet, series: string) {
  const states = ["present", "late", "proxy", "leave", "absent"];
  const rows = {
    meeting: [{ meeting: { ...meeting, series }, host: "某街道" }],
    members: states.map((state) => ({ id: state, name: "某单位", isUnit: true, state })),
    decided: [],
    events: [],
    due: [],
    rules: versions(rules),
    county: [],
    neighbours: [],
  };
  const page = await meetingPage(contextOf(rows), meeting.id);
  return shown(<MeetingView frame={frame} now={now} page={page} idempotencyKey={key} />);
}

/** What somebody of the county makes of a street's whistle, or of a grid's, after so many this month. */
function blown(rules: RuleSet, unit: string, soFar: number, input: object) {
  const rows = {
    unit: [unitOf(unit)],
    seats: [{ id: "county", isUnit: false, kind: "county", path: unitOf("county").path }],
    rules: versions(rules),
    matter: [],
    soFar: [{ n: soFar }],
    filing: [],
    calledUnits: [{ id: "u1", name: "某单位", orgPath: unitOf("county").path }],
    calledOrgs: [],
    calledPeople: [{ id: "p1", name: "乙", path: unitOf("street").path }],
  };
  const { kind, occasion, body } = whistle;
  const asked = { orgUnitId: unit, kind, occasion, body, responders: ["u1"], ...input };
  return decided(blowWhistle, asked, rows).catch(String);
}

async function shownWhistle(rules: RuleSet) {
  const unit = [{ id: "street", name: "某街道" }];
  const rows = {
    whistle: [whistle],
    calls: [],
    unit,
    clocks: [],
    matter: [],
    events: [],
    rules: versions(rules),
  };
  const page = await whistlePage(contextOf(rows), whistle.id);
  return shown(<WhistleView frame={frame} now={now} page={page} idempotencyKey={key} />);
}

/** A month that is over, in which somebody who was called didn't come. */
async function shownFiling(rules: RuleSet) {
  const responder = { responderKind: "unit", responder: "u1", name: "某单位" };
  const rows = {
    filing: [{ ...filing, unit: "某街道" }],
    called: [{ id: "c1", ...responder, state: "called", objection: null, ruling: null, whistle }],
    stages: [
      {
        record: "c1",
        kind: "reportIn",
        state: "running",
        dueAt: "2026-04-10T10:00:00.000Z",
        endedAt: null,
      },
    ],
    standing: [{ calls: 1, changes: 1, inForce: 1 }],
    earlier: [],
    next: [],
    answering: [],
    clock: [],
    events: [],
    rules: versions(rules),
  };
  const page = await filingPage(contextOf(rows), filing.id);
  return shown(<FilingView frame={frame} now={now} page={page} idempotencyKey={key} />);
}

/** Before each change of season, holiday and window in the example, and in a year without notices. */
const starts = [
  "2025-11-20T02:00:00.000Z",
  "2026-02-12T02:00:00.000Z",
  "2026-05-28T02:00:00.000Z",
  "2026-08-05T03:00:00.000Z",
  "2026-08-14T03:00:00.000Z",
  "2026-09-29T02:00:00.000Z",
  "2027-03-01T02:00:00.000Z",
  "2027-07-19T02:00:00.000Z",
] as Instant[];

const calendar = workCalendar();

const due = <I extends Inputs>(kind: ClockKind<I>, rules: RuleSet, inputs: (start: Instant) => I) =>
  starts.map((start) => kind.reckon(rules, calendar, start, inputs(start)));

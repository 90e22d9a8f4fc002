import type * as z from "zod";
import type { Handling } from "./handling.ts";
import type { Intake } from "./intake.ts";
import type { Meetings } from "./meetings.ts";
import type { Members, Organisation } from "./organisation.ts";

interface Sections {
  organisation: Organisation;
  intake: Intake;
  handling: Handling;
  meetings: Meetings;
}
type Path = (string | number)[];
type Refuse = (path: Path, message: string) => void;

/** Every key that one part of a rule set uses must be defined in another. */
export function checkReferences(rules: Sections, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: "custom", path, message });
  checkOrganisation(rules.organisation, refuse);
  checkIntake(rules, refuse);
  checkHandling(rules, refuse);
  checkMeetings(rules, refuse);
}

function checkOrganisation({ levels, gridKinds, postKinds }: Organisation, refuse: Refuse): void {
  const known = keysOf(levels);
  for (const [index, kind] of gridKinds.entries()) {
    if (!known.has(kind.level)) refuse(["organisation", "gridKinds", index, "level"], noLevel(kind.level));
  }
  for (const [index, post] of postKinds.entries()) {
    for (const [at, level] of post.levels.entries()) {
      if (!known.has(level)) refuse(["organisation", "postKinds", index, "levels", at], noLevel(level));
    }
  }
  if (levels[0]?.optional) refuse(["organisation", "levels", 0, "optional"], "最上一级不能缺省");
}

function checkIntake({ intake, organisation }: Sections, refuse: Refuse): void {
  const units = keysOf(organisation.unitKinds);
  const seen = new Set<string>();
  const visit = (categories: readonly Category[], path: Path): void => {
    for (const [index, category] of categories.entries()) {
      const here = [...path, index];
      if (seen.has(category.key)) refuse([...here, "key"], `标识“${category.key}”重复`);
      seen.add(category.key);
      for (const [at, unit] of category.units.entries()) {
        if (!units.has(unit)) refuse([...here, "units", at], `没有标识为“${unit}”的成员单位类型`);
      }
      visit(category.children ?? [], [...here, "children"]);
    }
  };
  visit(intake.categories, ["intake", "categories"]);
  for (const [index, key] of intake.admissionList.categories.entries()) {
    if (!seen.has(key))
      refuse(["intake", "admissionList", "categories", index], `没有标识为“${key}”的事项类别`);
  }
  if (intake.admissionList.enabled && intake.admissionList.categories.length === 0) {
    refuse(["intake", "admissionList", "categories"], "启用准入清单时至少列一类事项");
  }
}

interface Category {
  key: string;
  units: string[];
  children?: Category[];
}

function checkHandling({ handling, organisation }: Sections, refuse: Refuse): void {
  const order = organisation.levels.map(({ key }) => key);
  const windows = keysOf(handling.windows);
  let below = order.length;
  for (const [index, step] of handling.levels.entries()) {
    const path = ["handling", "levels", index];
    const rank = order.indexOf(step.level);
    if (rank < 0) refuse([...path, "level"], noLevel(step.level));
    else if (rank >= below) refuse([...path, "level"], "办理层级须自下而上，每一级都高于前一级");
    if (rank >= 0) below = rank;
    if (step.window && !windows.has(step.window))
      refuse([...path, "window"], `没有标识为“${step.window}”的窗口`);
    if (!step.window && step.escalateOn.includes("windowEnd")) {
      refuse([...path, "escalateOn"], "未设窗口的层级不能以窗口结束为上报条件");
    }
  }
  for (const [index, whistle] of handling.whistles.entries()) {
    if (!order.includes(whistle.from)) refuse(["handling", "whistles", index, "from"], noLevel(whistle.from));
  }
}

function checkMeetings({ meetings, organisation }: Sections, refuse: Refuse): void {
  const levels = keysOf(organisation.levels);
  for (const [index, series] of meetings.series.entries()) {
    const path = ["meetings", "series", index];
    if (!levels.has(series.level)) refuse([...path, "level"], noLevel(series.level));
    if (!series.cadence && series.resolutionDue === "beforeNextMeeting") {
      refuse([...path, "resolutionDue"], "没有频次的会议，决议须写明时限");
    }
    if (!series.cadence && !series.asNeeded) refuse([...path, "asNeeded"], "没有频次的会议须允许临时召开");
    checkMembers(organisation, [series.convener], [...path, "convener"], refuse);
    checkMembers(organisation, series.members, [...path, "members"], refuse);
    checkMembers(organisation, series.minutes.signOff, [...path, "minutes", "signOff"], refuse);
    checkCadence(series.cadence, [...path, "cadence"], refuse);
  }
}

function checkMembers(organisation: Organisation, members: Members[], path: Path, refuse: Refuse): void {
  const known = {
    post: keysOf(organisation.postKinds),
    level: keysOf(organisation.levels),
    unit: keysOf(organisation.unitKinds),
  };
  const names = { post: "岗位", level: "层级", unit: "成员单位类型" };
  for (const member of members) {
    if (member.of !== "role" && !known[member.of].has(member.key)) {
      refuse(path, `没有标识为“${member.key}”的${names[member.of]}`);
    }
  }
}

const MONTHS = { month: 1, quarter: 3, halfYear: 6, year: 12 } as const;

function checkCadence(cadence: Meetings["series"][number]["cadence"], path: Path, refuse: Refuse): void {
  if (!cadence?.window) return;
  const { fromMonth, fromDay, byMonth, byDay } = cadence.window;
  if (byMonth > MONTHS[cadence.every]) refuse([...path, "window", "byMonth"], "超出了周期的月数");
  if (fromMonth * 100 + fromDay > byMonth * 100 + byDay)
    refuse([...path, "window"], "窗口的开始不能晚于结束");
}

function keysOf(entries: readonly { key: string }[]): Set<string> {
  return new Set(entries.map(({ key }) => key));
}

function noLevel(key: string): string {
  return `没有标识为“${key}”的层级`;
}

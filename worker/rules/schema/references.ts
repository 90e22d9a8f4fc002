import type * as z from "zod";
import { choicesOf, peopleIn } from "./choices.ts";
import { dangling } from "./dangling.ts";
import { type Field, fieldOf } from "./fields.ts";
import type { Handling } from "./handling.ts";
import type { Intake } from "./intake.ts";
import type { Meetings } from "./meetings.ts";
import { LevelKind, type Organisation } from "./organisation.ts";
import type { Collection } from "./terms.ts";
import { levelKinds } from "./words.ts";

interface Sections {
  organisation: Organisation;
  intake: Intake;
  handling: Handling;
  meetings: Meetings;
}
type Path = (string | number)[];
type Refuse = (path: Path, message: string) => void;

/** Every key that one part of a rule set uses must be defined in another, and what is ordered must be in order. */
export function checkReferences(schema: z.ZodObject, rules: Sections, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: "custom", path, message });
  const choices = choicesOf({ ...rules });
  const missing = (collection: Collection, key: string, path: Path) => {
    if (inScheme.includes(collection) || choices[collection].some((choice) => choice.key === key)) return;
    context.addIssue(dangling(path, key, collection));
  };
  visitReferences(fieldOf(schema), rules, [], missing);
  checkOrganisation(rules.organisation, refuse);
  checkIntake(rules.intake, refuse);
  checkHandling(rules, refuse);
  checkMeetings(rules.meetings, refuse);
}

/** Which of these there are depends on the scheme; it checks them itself. */
const inScheme: readonly Collection[] = ["group", "band"];

type Found = (collection: Collection, key: string, path: Path) => void;

/** Calls `found` for every key in a document that refers to an entry of another part. */
export function visitReferences(field: Field, value: unknown, path: Path, found: Found): void {
  if (value === undefined || value === null) return;
  const each = (of: (item: unknown, at: Path) => void) => {
    for (const [index, item] of (value as unknown[]).entries()) of(item, [...path, index]);
  };
  if (field.as === "group") {
    const group = value as Record<string, unknown>;
    for (const [name, inner] of field.fields) visitReferences(inner, group[name], [...path, name], found);
  }
  if (field.as === "list") each((item, at) => visitReferences(field.of, item, at, found));
  if (field.as === "reference" || field.as === "people") {
    const one = (item: unknown, at: Path) =>
      field.as === "reference" ? found(field.to, item as string, at) : referenceOfPeople(item, at, found);
    if (field.several) each(one);
    else one(value, path);
  }
}

function referenceOfPeople(people: unknown, path: Path, found: Found): void {
  const { of, key } = people as { of: keyof typeof peopleIn | "role"; key: string };
  if (of !== "role") found(peopleIn[of], key, path);
}

/** Kinds of levels from the top down; a level may be skipped, but none may stand above what it belongs to. */
const ranks = LevelKind.options;

/** Whoever administers a county is invited at the one level that is the county, so there can't be two. */
const single: readonly LevelKind[] = ["prefecture", "county"];

function checkOrganisation({ levels }: Organisation, refuse: Refuse): void {
  if (levels[0]?.optional) refuse(["organisation", "levels", 0, "optional"], "最上一级不能缺省");
  for (const [index, { kind, name }] of levels.entries()) {
    const above = levels[index - 1];
    const path = ["organisation", "levels", index, "kind"];
    if (above?.kind === kind && single.includes(kind)) refuse(path, `“${levelKinds[kind]}”只能有一级`);
    if (!above || ranks.indexOf(above.kind) <= ranks.indexOf(kind)) continue;
    refuse(path, `层级须自上而下：“${name}”不能排在“${above.name}”之下`);
  }
}

interface Category {
  key: string;
  children?: Category[];
}

/** Residents choose among all of them on one page. */
const MOST_CATEGORIES = 500;

function checkIntake({ categories, admissionList }: Intake, refuse: Refuse): void {
  const seen = new Set<string>();
  const visit = (tier: readonly Category[], path: Path): void => {
    for (const [index, { key, children = [] }] of tier.entries()) {
      if (seen.has(key)) refuse([...path, index, "key"], `标识“${key}”重复`);
      seen.add(key);
      visit(children, [...path, index, "children"]);
    }
  };
  visit(categories, ["intake", "categories"]);
  if (seen.size > MOST_CATEGORIES) {
    refuse(["intake", "categories"], `各级类别合计不能超过${MOST_CATEGORIES}项，现在是${seen.size}项`);
  }
  if (admissionList.enabled && admissionList.categories.length === 0) {
    refuse(["intake", "admissionList", "categories"], "实行准入清单时至少列一类事项");
  }
}

function checkHandling({ handling, organisation }: Sections, refuse: Refuse): void {
  const order = organisation.levels.map(({ key }) => key);
  let below = order.length;
  for (const [index, step] of handling.levels.entries()) {
    const path = ["handling", "levels", index];
    const rank = order.indexOf(step.level);
    if (rank >= below) refuse([...path, "level"], "办理层级须自下而上，每一级都高于前一级");
    if (rank >= 0) below = rank;
    if (handling.overall.startsOn === "acceptance" && !step.acceptWithin) {
      refuse([...path, "acceptWithin"], "总期限自首次受理起算的，每一级都须设受理时限");
    }
    if (!step.window && step.escalateOn.includes("windowEnd")) {
      refuse([...path, "escalateOn"], "未设窗口的层级不能以窗口结束为上报条件");
    }
  }
  checkLastStep({ handling, organisation }, refuse);
}

/** Whatever a resident reports must have somebody to handle it: a level that every place has. */
function checkLastStep(
  { handling, organisation }: Pick<Sections, "handling" | "organisation">,
  refuse: Refuse,
) {
  const index = handling.levels.length - 1;
  const last = organisation.levels.find(({ key }) => key === handling.levels[index]?.level);
  if (!last) return;
  const high = ranks.indexOf(last.kind) <= ranks.indexOf("community");
  if (high && !last.optional) return;
  const message = `最高一级办理层级须是社区或更高、每处都有的层级，“${last.name}”不是，会有事项无处办理`;
  refuse(["handling", "levels", index, "level"], message);
}

function checkMeetings({ series }: Meetings, refuse: Refuse): void {
  for (const [index, { cadence, resolutionDue, asNeeded }] of series.entries()) {
    const path = ["meetings", "series", index];
    if (!cadence && resolutionDue === "beforeNextMeeting") {
      refuse([...path, "resolutionDue"], "没有频次的会议，决议须写明时限");
    }
    if (!cadence && !asNeeded) refuse([...path, "asNeeded"], "没有频次的会议须允许临时召开");
  }
}

import type { Source } from "../../worker/rules/schema/rule-set.ts";
import { sectionNames } from "../../worker/rules/schema/words.ts";
import type { Child } from "../html.ts";
import { Basis, type Line, Lines } from "./basis.tsx";
import { AddLink, EditLink, type Marking, RuleNotices } from "./marking.tsx";
import { NotYet } from "./not-yet.tsx";

/** Rules that stand in no list of the rule set. */
export function Singles(props: { children: Child }) {
  return <ul class="rule-list">{props.children}</ul>;
}

/** The parts a rule set is read in, in their order. */
export const sectionTitles = {
  organisation: sectionNames.organisation,
  intake: sectionNames.intake,
  handling: sectionNames.handling,
  meetings: sectionNames.meetings,
  lists: sectionNames.lists,
  points: sectionNames.points,
  assessments: sectionNames.assessments,
  duty: sectionNames.duty,
  hours: `${sectionNames.officeHours}与${sectionNames.reminders}`,
  serviceHours: sectionNames.serviceHours,
} as const;

export type SectionId = keyof typeof sectionTitles;

const onHours = ["officeHours", "localHolidays", "reminders"];

/** The sections of a rule set that one is read in. */
export const heldIn = (id: SectionId): readonly string[] => (id === "hours" ? onHours : [id]);

/** The section in which an item is shown. */
export function sectionOf(path: string): string {
  const [section = ""] = path.split(".");
  return onHours.includes(section) ? "hours" : section;
}

/** A section of the rule set: what it says and rests on as a whole, then its rules. */
export function Section(props: {
  id: SectionId;
  /** Its path, where it has values of its own or rests on something as a whole. */
  at?: string;
  /** What its own values are, for the link that leads to them. */
  own?: string;
  mark: Marking;
  lines?: readonly Line[];
  source?: readonly Source[] | undefined;
  children: Child;
}) {
  const { id, at, mark, lines, source } = props;
  const title = sectionTitles[id];
  return (
    <section class="card" id={id}>
      <div class="rule-head">
        <h2>{title}</h2>
        {mark.standings.sections(heldIn(id)).idle && <NotYet />}
        {at && <EditLink mark={mark} at={at} name={`${title}：${props.own ?? "总的依据"}`} />}
      </div>
      {(lines || source) && (
        <div>
          <Lines lines={lines ?? []} />
          <Basis source={source} />
        </div>
      )}
      {at && <RuleNotices mark={mark} at={at} />}
      {props.children}
    </section>
  );
}

/** A section the county has no rules in. */
export function UnusedSection(props: {
  id: SectionId;
  says: string;
  /** What can be put to use: the paths of its lists with what is in them. */
  lists: readonly { path: string; what: string }[];
  mark: Marking;
}) {
  return (
    <section class="card" id={props.id}>
      <div class="rule-head">
        <h2>{sectionTitles[props.id]}</h2>
        {props.mark.standings.sections(heldIn(props.id)).idle && <NotYet />}
        {props.lists.map(({ path, what }) => (
          <AddLink mark={props.mark} to={path} word="添加" what={what} shown />
        ))}
      </div>
      <p>{props.says}</p>
    </section>
  );
}

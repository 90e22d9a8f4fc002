import type { Html } from "../html.ts";
import { AssessmentRules } from "./assessments.tsx";
import type { RulesProps } from "./basis.tsx";
import { DutyRules } from "./duty.tsx";
import { HandlingRules } from "./handling.tsx";
import { HourRules } from "./hours.tsx";
import { IntakeRules } from "./intake.tsx";
import { ListRules } from "./lists.tsx";
import { MeetingRules } from "./meetings.tsx";
import { OrganisationRules } from "./organisation.tsx";
import { PointRules } from "./points.tsx";
import { type SectionId, sectionTitles } from "./section.tsx";
import { ServiceRules } from "./services.tsx";

/** The parts a rule set is read in, in their order. */
export const sectionsOf = (Object.keys(sectionTitles) as SectionId[]).map((id) => ({
  id,
  title: sectionTitles[id],
}));

const views: Readonly<Record<SectionId, (props: RulesProps) => Html>> = {
  organisation: OrganisationRules,
  intake: IntakeRules,
  handling: HandlingRules,
  meetings: MeetingRules,
  lists: ListRules,
  points: PointRules,
  assessments: AssessmentRules,
  duty: DutyRules,
  hours: HourRules,
  serviceHours: ServiceRules,
};

/** One section of the rules. */
export function RuleSection(props: RulesProps & { id: SectionId }) {
  const View = views[props.id];
  return <View rules={props.rules} mark={props.mark} />;
}

import type { RuleSet } from "../../worker/rules/schema.ts";
import type { Html } from "../html.ts";
import type { Marking } from "./basis.tsx";
import { HandlingRules } from "./handling.tsx";
import { HourRules } from "./hours.tsx";
import { IntakeRules } from "./intake.tsx";
import { MeetingRules } from "./meetings.tsx";
import { OrganisationRules } from "./organisation.tsx";

/** The parts a rule set is read in, in their order. */
export const sectionsOf = [
  { id: "organisation", title: "组织" },
  { id: "intake", title: "受理" },
  { id: "handling", title: "办理" },
  { id: "meetings", title: "会议" },
  { id: "hours", title: "办公时间与提醒" },
] as const;

export type SectionId = (typeof sectionsOf)[number]["id"];
type SectionProps = { rules: RuleSet; mark?: Marking | undefined };

const views: Readonly<Record<SectionId, (props: SectionProps) => Html>> = {
  organisation: OrganisationRules,
  intake: IntakeRules,
  handling: HandlingRules,
  meetings: MeetingRules,
  hours: HourRules,
};

/** One section of the rules. */
export function RuleSection(props: SectionProps & { id: SectionId }) {
  const View = views[props.id];
  return <View rules={props.rules} mark={props.mark} />;
}

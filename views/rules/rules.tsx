import type { currentRuleSet } from "../../worker/domain/county/county.ts";
import type { Instant } from "../../worker/rules/time.ts";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { formatFullDate } from "../format.ts";
import type { Frame } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { HandlingRules } from "./handling.tsx";
import { HourRules } from "./hours.tsx";
import { IntakeRules } from "./intake.tsx";
import { MeetingRules } from "./meetings.tsx";
import { OrganisationRules } from "./organisation.tsx";

type Page = Awaited<ReturnType<typeof currentRuleSet>>;

const sections = [
  { id: "organisation", title: "组织" },
  { id: "intake", title: "受理" },
  { id: "handling", title: "办理" },
  { id: "meetings", title: "会议" },
  { id: "hours", title: "办公时间与提醒" },
];

/** The rules the county runs by, in plain words, each with what it rests on. */
export function RulesPage(props: {
  frame: Frame;
  page: Page;
  /** The name of the preset the rules were taken from. */
  presetName: string;
}) {
  const { page, presetName } = props;
  const { rules } = page;
  return (
    <StaffPage frame={props.frame}>
      <PageHead
        title="规则"
        lead="事项和决议的期限、会议类型按这里的规则计算，每条都注明依据。自动上报、吹哨、提醒尚未启用。"
      />
      <DescriptionList
        items={[
          { term: "版本", detail: `第 ${page.version} 版` },
          { term: "生效日期", detail: formatFullDate(page.effectiveFrom as Instant) },
          { term: "做法模板", detail: presetName },
          { term: "说明", detail: page.note === `采用${presetName}` ? null : page.note },
          { term: "发布人", detail: page.publishedBy },
        ]}
      />
      <nav aria-label="规则目录">
        <ul class="contents">
          {sections.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <OrganisationRules organisation={rules.organisation} />
      <IntakeRules intake={rules.intake} />
      <HandlingRules rules={rules} />
      <MeetingRules rules={rules} />
      <HourRules rules={rules} />
    </StaffPage>
  );
}

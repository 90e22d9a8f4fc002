import type { currentRuleSet } from "../../worker/domain/county/county.ts";
import type { Instant } from "../../worker/rules/time.ts";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { formatFullDate } from "../format.ts";
import type { Frame } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { RuleSection, sectionsOf } from "./sections.tsx";

type Page = Awaited<ReturnType<typeof currentRuleSet>>;

/** The rules the county runs by, in plain words, each with what it rests on. */
export function RulesPage(props: {
  frame: Frame;
  page: Page;
  /** The name of the preset the rules were taken from. */
  presetName: string;
}) {
  const { page, presetName } = props;
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
          {sectionsOf.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sectionsOf.map(({ id }) => (
        <RuleSection id={id} rules={page.rules} />
      ))}
    </StaffPage>
  );
}

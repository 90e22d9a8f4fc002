import type { rulePreview } from "../../worker/domain/rules/compare.ts";
import type { Standings } from "../../worker/rules/document/standing.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Findings } from "./findings.tsx";
import { PreviewCalendar } from "./preview-calendar.tsx";
import { ClockComparison } from "./preview-clocks.tsx";

type Page = Awaited<ReturnType<typeof rulePreview>>;

/** What a version of the rules would bring: due times beside today's, the coming months, and what burdens people. */
export function PreviewPage(props: { frame: Frame; page: Page; standings: Standings; now: Instant }) {
  const { frame, page, standings, now } = props;
  const { found, findings, calendar, clocks } = page;
  const at = (path: string) => link(frame, `/rules/${found.number}${path}`);
  const draft = found.state === "draft";
  const name = draft ? "草案" : `第 ${found.number} 版`;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={`规则${draft ? "草案" : ""}第 ${found.number} 版的预览`}
        lead={`按这一版推算，与现行规则（第 ${found.running.version} 版）对照。预览不改动任何期限。`}
        action={<LinkButton href={at("")}>{`返回${name}`}</LinkButton>}
      />
      <Card title="期限示例" id="clocks">
        <ClockComparison comparisons={clocks} standings={standings} now={now} drafted={name} />
      </Card>
      <Card title="今后几个月" id="calendar">
        <PreviewCalendar calendar={calendar} standings={standings} />
      </Card>
      <Card title="减负检查" id="findings">
        <Findings
          findings={findings}
          standings={standings}
          href={(path) => (draft ? at(`/items/${path}`) : undefined)}
        />
      </Card>
    </StaffPage>
  );
}

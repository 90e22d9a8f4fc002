import type { ruleDifferences } from "../../worker/domain/rules/compare.ts";
import type { Difference } from "../../worker/rules/document/difference.ts";
import type { Standing, Standings } from "../../worker/rules/document/standing.ts";
import { LinkButton } from "../components/button.tsx";
import { Card } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Tabs } from "../components/tabs.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { NotYet, NotYetNote, NotYetParts } from "./not-yet.tsx";
import { versionWords } from "./versions.tsx";

type Page = Awaited<ReturnType<typeof ruleDifferences>>;

/** In what a version differs from the rules in force or from its preset, item by item. */
export function DifferencesPage(props: { frame: Frame; page: Page; standings: Standings }) {
  const { frame, page, standings } = props;
  const { found, against, offered, differences, presetName } = page;
  const at = (path: string) => link(frame, `/rules/${found.number}${path}`);
  const names = {
    running: `现行规则（第 ${found.running.version} 版）`,
    base: `起草时的第 ${found.basedOn} 版`,
    preset: presetName,
  };
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={`第 ${found.number} 版（${versionWords[found.state]}）与${names[against]}的差别`}
        lead={differences.length > 0 ? `共 ${differences.length} 处。` : ""}
        action={<LinkButton href={at("")}>返回第 {String(found.number)} 版</LinkButton>}
      />
      <Tabs
        label="对比的对象"
        tabs={offered.map((other) => ({
          label: `与${names[other]}`,
          href: at(`/differences?against=${other}`),
          current: other === against,
        }))}
      />
      {differences.length === 0 && <Empty text="没有差别。" />}
      {differences.some(({ acts }) => !acts) && <NotYetNote />}
      <DifferenceCards
        differences={differences}
        standings={standings}
        before={names[against]}
        after={`第 ${found.number} 版`}
      />
    </StaffPage>
  );
}

/** Differences under the item they lie in. */
export function DifferenceCards(props: {
  differences: readonly Difference[];
  standings: Standings;
  /** What the two sides are called. */
  before: string;
  after: string;
}) {
  const items = [...new Set(props.differences.map(({ item }) => item))];
  return items.map((item) => {
    const own = props.differences.filter((difference) => difference.item === item);
    const standing = props.standings.item(item);
    return (
      <Card title={own[0]?.where ?? ""} action={standing.idle && <NotYet />}>
        <dl class="differences">
          {own.map((difference) => (
            <OneDifference {...props} difference={difference} standing={standing} />
          ))}
        </dl>
      </Card>
    );
  });
}

const wholes = { added: "新增", removed: "删除", moved: "调整了顺序", changed: "" };

/** `standing`: of the item, which says above that nothing follows any of it. */
function OneDifference(props: { difference: Difference; standing: Standing; before: string; after: string }) {
  const { standing } = props;
  const { kind, part, before, after, acts } = props.difference;
  if (kind !== "changed") {
    return (
      <div>
        <dt>{wholes[kind]}</dt>
        <dd>{before === null ? (after ?? "在列表中的先后变了") : <del>{before}</del>}</dd>
        {kind === "added" && (
          <dd>
            <NotYetParts parts={standing.parts} />
          </dd>
        )}
      </div>
    );
  }
  return (
    <div>
      <dt>
        {part}
        {!acts && !standing.idle && <NotYet />}
      </dt>
      <dd>
        <span class="meta">{props.before}：</span>
        {before === null ? "未设" : <del>{before}</del>}
      </dd>
      <dd>
        <span class="meta">{props.after}：</span>
        {after === null ? "不设" : <ins>{after}</ins>}
      </dd>
    </div>
  );
}

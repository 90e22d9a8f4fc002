import type { DraftVersion } from "../../worker/domain/rules/version.ts";
import type { Difference } from "../../worker/rules/document/difference.ts";
import type { Standings } from "../../worker/rules/document/standing.ts";
import type { Finding } from "../../worker/rules/review/burden.ts";
import type { Doubt } from "../../worker/rules/review/doubts.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { NotYetNote, standingWords } from "./not-yet.tsx";
import { heldIn, type SectionId, sectionOf } from "./section.tsx";
import { sectionsOf } from "./sections.tsx";
import { FileLinks } from "./version.tsx";

type Props = {
  frame: Frame;
  draft: DraftVersion;
  differences: readonly Difference[];
  findings: readonly Finding[];
  doubts: readonly Doubt[];
  standings: Standings;
  now: Instant;
  idempotencyKey: string;
};

/** A draft at a glance: what it changes, what the burden check says, and the sections to edit. */
export function DraftPage(props: Props) {
  const { frame, draft } = props;
  const open = draft.state === "draft";
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={`规则草案第 ${draft.number} 版`}
        lead={`${draft.by}，${formatMoment(draft.at as Instant, props.now)} 修改。发布前不影响现行规则（第 ${draft.running.version} 版）。`}
      />
      {!open && (
        <Notice kind="warning">
          <p>这份草案已经放弃，恢复后才能修改和发布。</p>
          <Aside {...props} />
        </Notice>
      )}
      {open && <Stale {...props} />}
      <DraftActions {...props} />
      <Noted {...props} />
      <Sections {...props} />
      <FileLinks frame={frame} number={draft.number} />
      {open && <Aside {...props} />}
    </StaffPage>
  );
}

function DraftActions({ frame, draft, differences }: Props) {
  const at = (path: string) => link(frame, `/rules/${draft.number}${path}`);
  return (
    <Actions>
      {draft.state === "draft" && (
        <LinkButton kind="primary" href={at("/publication")}>
          核对并发布
        </LinkButton>
      )}
      <LinkButton href={at("/differences")}>{`与现行规则的差别（${differences.length} 处）`}</LinkButton>
      <LinkButton href={at("/differences?against=preset")}>与做法模板的差别</LinkButton>
      <LinkButton href={at("/preview")}>预览</LinkButton>
    </Actions>
  );
}

/** What stands beside rules of this draft, and what follows from it. */
function Noted({ findings, doubts }: Props) {
  return (
    <>
      {findings.length > 0 && (
        <Notice kind="information">{`减负检查有 ${findings.length} 处提示，列在有关规则旁边。提示不妨碍保存，发布时须写明保留的理由。`}</Notice>
      )}
      {doubts.length > 0 && (
        <Notice kind="information">{`有 ${doubts.length} 处规定可能不是本意，请核对，列在有关规则旁边。`}</Notice>
      )}
    </>
  );
}

function Sections(props: Props) {
  const { frame, draft } = props;
  const at = (id: string) => link(frame, `/rules/${draft.number}/sections/${id}`);
  return (
    <Card title={draft.state === "draft" ? "分项修改" : "分项内容"}>
      <NotYetNote />
      <ItemList id="sections">
        {sectionsOf.map(({ id, title }) => (
          <Item title={title} href={at(id)} meta={sectionMeta(id, props)} />
        ))}
      </ItemList>
    </Card>
  );
}

/** Rules published since the draft was begun are taken back by it, unless it repeats them. */
function Stale({ frame, draft }: Props) {
  const { basedOn, running, number } = draft;
  if (basedOn === null || basedOn === running.version) return null;
  return (
    <Notice kind="warning">
      {`这份草案从第 ${basedOn} 版起草，现行的已是第 ${running.version} 版。发布会把第 ${running.version} 版改过的内容改回去。`}
      <a href={link(frame, `/rules/${number}/differences`)}>看与现行规则的差别</a>
    </Notice>
  );
}

function sectionMeta(id: SectionId, { differences, findings, doubts, standings }: Props): string {
  const changed = differences.filter(({ item }) => sectionOf(item) === id).length;
  const found = findings.filter(({ at }) => sectionOf(at) === id).length;
  const doubted = doubts.filter(({ at }) => sectionOf(at) === id).length;
  const words = [
    changed > 0 ? `改了 ${changed} 处` : "没有改动",
    found > 0 && `${found} 处减负提示`,
    doubted > 0 && `${doubted} 处请核对`,
    standingWords(standings.sections(heldIn(id))),
  ];
  return words.filter(Boolean).join("，");
}

function Aside({ frame, draft, idempotencyKey }: Props) {
  const open = draft.state === "draft";
  return (
    <Form
      action={link(frame, `/rules/${draft.number}/${open ? "discarding" : "restoration"}`)}
      idempotencyKey={keyOf(idempotencyKey, "aside")}
      hidden={{ revision: draft.revision }}
    >
      {open && <p class="meta">不想要这份草案时可以放弃，以后还能恢复。</p>}
      <Actions>
        <Button>{open ? "放弃草案" : "恢复草案"}</Button>
      </Actions>
    </Form>
  );
}

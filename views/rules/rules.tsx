import type { VersionState } from "../../worker/domain/rules/states.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { LinkButton } from "../components/button.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import type { Marking } from "./basis.tsx";
import { NotYetNote, standingWords } from "./not-yet.tsx";
import { heldIn, type SectionId } from "./section.tsx";
import { RuleSection, sectionsOf } from "./sections.tsx";
import { versionWords } from "./versions.tsx";

type Version = { number: number; state: VersionState; rules: RuleSet };

/** A whole version of the rules in plain words, each with what it rests on: to search and to print. */
export function RulesPage(props: { frame: Frame; version: Version; mark: Marking }) {
  const { frame, version, mark } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={`规则全文：第 ${version.number} 版（${versionWords[version.state]}）`}
        action={<BackToVersion frame={frame} version={version} />}
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
      <NotYetNote />
      {sectionsOf.map(({ id }) => (
        <RuleSection id={id} rules={version.rules} mark={mark} />
      ))}
    </StaffPage>
  );
}

/** One section of a version; a draft's with a way to change each rule. */
export function SectionPage(props: {
  frame: Frame;
  version: Version;
  section: { id: SectionId; title: string };
  mark: Marking;
}) {
  const { frame, version, section, mark } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={`${section.title}（第 ${version.number} 版，${versionWords[version.state]}）`}
        action={<BackToVersion frame={frame} version={version} />}
      />
      <nav aria-label="规则各部分">
        <ul class="contents">
          {sectionsOf.map(({ id, title }) => (
            <li>
              <a
                href={link(frame, `/rules/${version.number}/sections/${id}`)}
                aria-current={id === section.id && "page"}
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {standingWords(mark.standings.sections(heldIn(section.id))) && <NotYetNote />}
      <RuleSection id={section.id} rules={version.rules} mark={mark} />
    </StaffPage>
  );
}

function BackToVersion({ frame, version }: { frame: Frame; version: Version }) {
  const words = version.state === "draft" ? "返回草案" : "返回这一版";
  return <LinkButton href={link(frame, `/rules/${version.number}`)}>{words}</LinkButton>;
}

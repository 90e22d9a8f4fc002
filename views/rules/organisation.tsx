import type { Organisation } from "../../worker/rules/schema.ts";
import { sideWords } from "../units/sides.ts";
import { Rule, Section } from "./basis.tsx";
import { sourceWords } from "./words.ts";

/** How the county is built: levels, grids, posts, kinds of member units. */
export function OrganisationRules(props: { organisation: Organisation }) {
  const { levels, gridKinds, postKinds, branchThreshold, codePattern, source } = props.organisation;
  return (
    <Section id="organisation" title="组织" source={source}>
      {levels.map((level, place) => (
        <Rule name={`第 ${place + 1} 层：${level.name}`} lines={levelLines(level)} source={level.source} />
      ))}
      {gridKinds.map((kind) => (
        <Rule
          name={kind.name}
          lines={[
            `设在${levels.find(({ key }) => key === kind.level)?.name ?? kind.level}一级`,
            ...kind.sizing.map(sizingWords),
            kind.boundaryRequired && "须有地理边界",
          ]}
          source={kind.source}
        />
      ))}
      <Rule name="网格编码" lines={[codeWords(codePattern)]} />
      {branchThreshold && (
        <Rule
          name="建立党支部"
          lines={[`正式党员达到 ${branchThreshold.fullMembers} 人的网格应建党支部`]}
          source={branchThreshold.source}
        />
      )}
      {postKinds.map((post) => (
        <Rule name={post.name} lines={[postWords(post, levels)]} source={post.source} />
      ))}
      <UnitKinds organisation={props.organisation} />
    </Section>
  );
}

function levelLines({ party, optional }: Organisation["levels"][number]) {
  return [party && `党组织：${party}`, optional && "可以不设，下级直接归上级"];
}

type Sizing = Organisation["gridKinds"][number]["sizing"][number];

/** `一般小区：300 至 500 户，1000 人左右` */
function sizingWords({ name, households, residents }: Sizing): string {
  const ranges = [households && rangeWords(households, "户"), residents && rangeWords(residents, "人")];
  return `${name}：${ranges.filter(Boolean).join("，")}`;
}

function rangeWords({ min, max, about }: NonNullable<Sizing["households"]>, unit: string): string {
  if (about !== undefined) return `${about} ${unit}左右`;
  if (min !== undefined && max !== undefined) return `${min} 至 ${max} ${unit}`;
  return min === undefined ? `不超过 ${max} ${unit}` : `不少于 ${min} ${unit}`;
}

/** `{division}{sequence:3}` → 区划代码加 3 位顺序号 */
function codeWords(pattern: string): string {
  const parts = pattern.match(/\{[^}]*\}|[^{}]+/g) ?? [];
  return parts
    .map((part) => part.replace("{division}", "区划代码").replace(/\{sequence:(\d)\}/, " $1 位顺序号"))
    .join("加");
}

const duties = { fullTime: "专职", partTime: "兼职", leader: "领导包联" };

type Post = Organisation["postKinds"][number];

function postWords({ duty, levels, perUnit, monthlyAllowance }: Post, all: Organisation["levels"]): string {
  const places = levels.map((key) => all.find((level) => level.key === key)?.name ?? key);
  return [
    duties[duty],
    `设在${places.join("、")}`,
    perUnit && `每处 ${perUnit} 人`,
    monthlyAllowance && `每月津贴 ${monthlyAllowance} 元`,
  ]
    .filter(Boolean)
    .join("，");
}

function UnitKinds(props: { organisation: Organisation }) {
  const { unitKinds } = props.organisation;
  const sides = Object.entries(sideWords).map(([side, word]) => {
    const names = unitKinds.filter((kind) => kind.side === side).map(({ name }) => name);
    return names.length > 0 && `${word}：${names.join("、")}`;
  });
  const sources = unitKinds.flatMap(({ name, source }) => (source ? [{ name, source }] : []));
  return (
    <Rule name="成员单位类型" lines={sides}>
      {sources.map(({ name, source }) =>
        source.map((each) => <p class="meta">{`${name}：${sourceWords(each)}`}</p>),
      )}
    </Rule>
  );
}

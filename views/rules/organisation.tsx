import type { Organisation, RuleSet } from "../../worker/rules/schema.ts";
import { sideWords } from "../units/sides.ts";
import { type Marking, Rule, RuleGroup, Section, Singles } from "./basis.tsx";
import { nameIn } from "./words.ts";

type Props = { organisation: Organisation; mark: Marking | undefined };

/** How the county is built: levels, grids, posts, kinds of member units, ties between units and places. */
export function OrganisationRules(props: { rules: RuleSet; mark?: Marking | undefined }) {
  const { mark } = props;
  const { organisation } = props.rules;
  return (
    <Section
      id="organisation"
      title="组织"
      at="organisation"
      own="网格编码和总的依据"
      mark={mark}
      lines={[`网格编码：${codeWords(organisation.codePattern)}`]}
      source={organisation.source}
    >
      <Levels organisation={organisation} mark={mark} />
      <GridKinds organisation={organisation} mark={mark} />
      <Singles>
        <BranchThreshold organisation={organisation} mark={mark} />
      </Singles>
      <PostKinds organisation={organisation} mark={mark} />
      <UnitKinds organisation={organisation} mark={mark} />
      <Partnerships organisation={organisation} mark={mark} />
    </Section>
  );
}

/** `{division}{sequence:3}` → 区划代码加 3 位顺序号 */
function codeWords(pattern: string): string {
  const parts = pattern.match(/\{[^}]*\}|[^{}]+/g) ?? [];
  return parts
    .map((part) => part.replace("{division}", "区划代码").replace(/\{sequence:(\d)\}/, " $1 位顺序号"))
    .join("加");
}

function Levels({ organisation, mark }: Props) {
  return (
    <RuleGroup title="层级（自上而下）" list="organisation.levels" entry="层级" none="没有层级" mark={mark}>
      {organisation.levels.map((level, place) => (
        <Rule
          name={`第 ${place + 1} 层：${level.name}`}
          at={`organisation.levels.${level.key}`}
          mark={mark}
          lines={[
            `性质：${levelKindWords[level.kind]}`,
            level.party && `党组织：${level.party}`,
            level.optional && "可以不设，下级直接归上级",
          ]}
          source={level.source}
        />
      ))}
    </RuleGroup>
  );
}

const levelKindWords: Readonly<Record<Organisation["levels"][number]["kind"], string>> = {
  prefecture: "市（地级）",
  county: "县（市、区）",
  street: "街道（乡镇）",
  cluster: "大社区（片区）",
  community: "社区（村）",
  grid: "网格",
  micro: "微网格、楼栋",
  household: "户",
};

function GridKinds({ organisation, mark }: Props) {
  return (
    <RuleGroup
      title="网格类型"
      list="organisation.gridKinds"
      entry="网格类型"
      none="没有网格类型"
      mark={mark}
    >
      {organisation.gridKinds.map((kind) => (
        <Rule
          name={kind.name}
          at={`organisation.gridKinds.${kind.key}`}
          mark={mark}
          lines={[
            `设在${nameIn(organisation.levels, kind.level)}一级`,
            ...(kind.sizing.length > 0 ? kind.sizing.map(sizingWords) : ["按实际划分"]),
            kind.boundaryRequired && "须有地理边界",
          ]}
          source={kind.source}
        />
      ))}
    </RuleGroup>
  );
}

type Sizing = Organisation["gridKinds"][number]["sizing"][number];

/** `一般小区：300 至 500 户，1000 人左右` */
function sizingWords({ name, households, residents }: Sizing): string {
  const ranges = [households && rangeWords(households, "户"), residents && rangeWords(residents, "人")];
  const said = ranges.filter(Boolean).join("，");
  return said ? `${name}：${said}` : name;
}

function rangeWords({ min, max, about }: NonNullable<Sizing["households"]>, unit: string): string {
  if (about !== undefined) return `${about} ${unit}左右`;
  if (min !== undefined && max !== undefined) return `${min} 至 ${max} ${unit}`;
  if (min === undefined && max === undefined) return "";
  return min === undefined ? `不超过 ${max} ${unit}` : `不少于 ${min} ${unit}`;
}

function BranchThreshold({ organisation, mark }: Props) {
  const { branchThreshold } = organisation;
  const named = { name: "建立党支部", at: "organisation.branchThreshold", mark, alone: true };
  if (!branchThreshold) return <Rule {...named} unused lines={["没有规定网格建立党支部的条件"]} />;
  return (
    <Rule
      {...named}
      lines={[`正式党员达到 ${branchThreshold.fullMembers} 人的网格应建党支部`]}
      source={branchThreshold.source}
    />
  );
}

const duties = { fullTime: "专职", partTime: "兼职", leader: "领导包联" };

function PostKinds({ organisation, mark }: Props) {
  return (
    <RuleGroup title="岗位" list="organisation.postKinds" entry="岗位" none="没有岗位" mark={mark}>
      {organisation.postKinds.map((post) => (
        <Rule
          name={post.name}
          at={`organisation.postKinds.${post.key}`}
          mark={mark}
          lines={[postWords(post, organisation.levels)]}
          source={post.source}
        />
      ))}
    </RuleGroup>
  );
}

type Post = Organisation["postKinds"][number];

function postWords({ duty, levels, perUnit, monthlyAllowance }: Post, all: Organisation["levels"]): string {
  return [
    duties[duty],
    `设在${levels.map((key) => nameIn(all, key)).join("、")}`,
    perUnit === undefined ? "人数不限" : `每处 ${perUnit} 人`,
    monthlyAllowance !== undefined && `每月津贴 ${monthlyAllowance} 元`,
  ]
    .filter(Boolean)
    .join("，");
}

function UnitKinds({ organisation, mark }: Props) {
  return (
    <RuleGroup
      title="成员单位类型"
      list="organisation.unitKinds"
      entry="成员单位类型"
      none="没有成员单位类型"
      mark={mark}
    >
      {organisation.unitKinds.map(({ key, name, side, liaisons, source }) => (
        <Rule
          name={name}
          at={`organisation.unitKinds.${key}`}
          mark={mark}
          lines={[`${sideWords[side]}，每个单位 ${liaisons} 名联络员`]}
          source={source}
        />
      ))}
    </RuleGroup>
  );
}

type Partnership = NonNullable<Organisation["partnerships"]>[number];

const partnerWords: Readonly<Record<Partnership["partners"], string>> = {
  units: "成员单位",
  partyMembers: "在职党员",
  both: "成员单位和在职党员",
};

function Partnerships({ organisation, mark }: Props) {
  const { partnerships = [], levels } = organisation;
  return (
    <RuleGroup
      title="共建与报到"
      list="organisation.partnerships"
      entry="共建与报到"
      none="没有规定共建与报到"
      mark={mark}
    >
      {partnerships.map(({ key, name, level, partners, agreement, charter, duties, source }) => (
        <Rule
          name={name}
          at={`organisation.partnerships.${key}`}
          mark={mark}
          lines={[
            `${partnerWords[partners]}与${nameIn(levels, level)}结对，在这一级登记`,
            agreement ? "须签共建协议" : "不要求签共建协议",
            charter && `章程要点：${charter}`,
            duties && `双方职责：${duties}`,
          ]}
          source={source}
        />
      ))}
    </RuleGroup>
  );
}

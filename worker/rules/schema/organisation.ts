import * as z from "zod";
import { notYet } from "./acts.ts";
import { choice, distinct, Key, keyed, keyOf, Name, Note, Sources } from "./terms.ts";
import { collectionNames, levelKinds, partnerKinds, postDuties, unitSides } from "./words.ts";

/**
 * What a level is to the product, whatever a county calls it. `cluster` stands between the county and its
 * communities where there is no street or town; `micro` is below a grid: a micro-grid, building or lane.
 */
export const LevelKind = choice(levelKinds);
export type LevelKind = z.infer<typeof LevelKind>;

const Level = z.strictObject({
  key: Key.meta({ acts: ["org.add", "meeting.form"] }),
  name: Name.meta({ title: "名称", description: "如：街道(镇)", acts: ["org.page", "meeting.form"] }),
  kind: LevelKind.meta({
    title: "性质",
    description: "自上而下不能颠倒，网格等可以分几级",
    acts: ["person.invite"],
  }),
  party: Name.optional().meta({
    title: "党组织",
    description: "该层级的党组织，如：街道党工委",
    acts: notYet,
  }),
  optional: z
    .boolean()
    .default(false)
    .meta({ title: "可缺省", description: "下级可越过此级直接隶属上级", acts: ["org.add"] }),
  source: Sources.optional(),
});

const Range = z
  .strictObject({
    min: z
      .int()
      .min(0)
      .optional()
      .meta({ title: "下限", acts: ["org.page"] }),
    max: z
      .int()
      .min(1)
      .optional()
      .meta({ title: "上限", acts: ["org.page"] }),
    about: z
      .int()
      .min(1)
      .optional()
      .meta({ title: "左右", acts: ["org.page"] }),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, "下限不能大于上限");

const SizingBand = z.strictObject({
  name: Name.meta({
    title: "适用情形",
    description: "如：一般小区、较大的商住小区",
    acts: ["org.page"],
  }),
  households: Range.optional().meta({ title: "户数", unit: "户" }),
  residents: Range.optional().meta({ title: "人数", description: "实有人口", unit: "人" }),
});

const GridKind = z.strictObject({
  key: Key.meta({ acts: ["org.add"] }),
  name: Name.meta({ acts: ["org.page"] }),
  level: keyOf("level").meta({ title: "所在层级", acts: ["org.add"] }),
  sizing: z
    .array(SizingBand)
    .max(10)
    .default([])
    .meta({ title: "划分标准", description: "不填表示按实际划分" }),
  boundaryRequired: z.boolean().default(false).meta({ title: "须有地理边界", acts: notYet }),
  source: Sources.optional(),
});

const BranchThreshold = z.strictObject({
  fullMembers: z
    .int()
    .min(1)
    .max(100)
    .meta({ title: "正式党员数", description: "达到此数的网格应建党支部", unit: "人" }),
  source: Sources.optional(),
});

/** `{division}` is the division code, `{sequence:3}` a number padded to three digits. */
const CodePattern = z
  .string()
  .regex(
    /^[A-Za-z0-9-]*\{division\}[A-Za-z0-9-]*\{sequence:[1-9]\}[A-Za-z0-9-]*$/,
    "编码规则须依次含 {division} 和 {sequence:位数},其余只能是字母、数字和连字符",
  )
  .meta({
    title: "网格编码规则",
    description: "如 {division}{sequence:3}:区划代码加三位顺序号",
    acts: ["org.page"],
  });

const PostKind = z.strictObject({
  key: Key.meta({ acts: ["meeting.form"] }),
  name: Name.meta({ acts: notYet }),
  levels: distinct(keyOf("level"), 10)
    .min(1)
    .meta({ title: "任职层级", acts: ["meeting.form"] }),
  duty: choice(postDuties).meta({ title: "性质", acts: notYet }),
  perUnit: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({ title: "每处人数", description: "空白为不限", unit: "人", acts: notYet }),
  monthlyAllowance: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ title: "每月津贴", unit: "元", acts: notYet }),
  source: Sources.optional(),
});

const UnitKind = z.strictObject({
  key: Key.meta({ acts: ["unit.add", "meeting.form"] }),
  name: Name.meta({ acts: ["unit.page", "meeting.form"] }),
  side: choice(unitSides).meta({ title: "类别", acts: ["unit.page"] }),
  liaisons: z.int().min(1).max(10).default(1).meta({ title: "每个单位的联络员", unit: "人", acts: notYet }),
  source: Sources.optional(),
});

/** From whom members of a meeting come: holders of a post, heads of a level's units, units, or a named role. */
export const Members = z
  .discriminatedUnion(
    "of",
    [
      z.strictObject({ of: z.literal("post"), key: keyOf("postKind") }),
      z.strictObject({ of: z.literal("level"), key: keyOf("level") }),
      z.strictObject({ of: z.literal("unit"), key: keyOf("unitKind") }),
      z.strictObject({ of: z.literal("role"), name: Name }),
    ],
    "须是岗位、层级、成员单位类型或其他人员之一",
  )
  .meta({ title: "人员范围", as: "people" });
export type Members = z.infer<typeof Members>;

/** A tie between units or people and a place: an alliance with a charter, 双报到, a co-building agreement. */
const Partnership = z.strictObject({
  key: Key,
  name: Name,
  level: keyOf("level").meta({ title: "与哪一级结对", description: "在这一级登记" }),
  partners: choice(partnerKinds).meta({
    title: "参加方",
  }),
  agreement: z.boolean().default(false).meta({ title: "须签共建协议" }),
  charter: Note.optional().meta({ title: "章程要点" }),
  duties: Note.optional().meta({ title: "双方职责" }),
  source: Sources.optional(),
});

/** How a county is built: its levels from the top down, its grids, posts and kinds of member units. */
export const Organisation = z.strictObject({
  levels: keyed(Level, 10).min(2).meta({ title: collectionNames.level, description: "自上而下" }),
  gridKinds: keyed(GridKind, 20).min(1).meta({ title: collectionNames.gridKind }),
  branchThreshold: BranchThreshold.optional().meta({ title: "建立党支部的条件", acts: notYet }),
  codePattern: CodePattern.default("{division}{sequence:3}"),
  postKinds: keyed(PostKind).meta({ title: collectionNames.postKind }),
  unitKinds: keyed(UnitKind).meta({ title: collectionNames.unitKind }),
  partnerships: keyed(Partnership, 20).optional().meta({ title: "共建与报到", acts: notYet }),
  source: Sources.optional(),
});
export type Organisation = z.infer<typeof Organisation>;

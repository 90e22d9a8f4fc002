import * as z from "zod";
import { gridPage } from "../domain/county/grids.ts";
import { promised } from "../domain/county/promised.ts";
import { countyNoun } from "../domain/county/rights.ts";
import { id } from "../domain/kernel/input.ts";
import { commitmentKinds } from "../rules/schema/words.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import { instant, maybe, oneOf, text } from "./schemas.ts";

/** What is promised to whoever reports something. */
export const Commitment = z
  .object({ key: text, name: text, kind: oneOf(commitmentKinds), kindName: text, text })
  .meta({ id: "Commitment" });

const Commitments = z
  .object({
    version: z.int().meta({ description: "按第几版规则" }),
    effectiveFrom: instant,
    commitments: z.array(Commitment).meta({ description: "服务规定，没有的为空" }),
    limits: z
      .array(z.object({ title: text, lines: z.array(text) }))
      .meta({ description: "各级和各类事项的办理时限、延期、评价等，用文字说明" }),
    admission: z
      .object({ categories: z.array(text), elsewhere: maybe })
      .nullable()
      .meta({ description: "准入清单内的类别和清单外事项的去处；不实行准入清单的为 null" }),
    opening: z.array(text).meta({ description: "办公时间，然后是各项服务的时间" }),
  })
  .meta({ id: "Commitments" });

const GridUnit = z
  .object({ id: text, name: text, code: maybe, levelName: text, kindName: maybe })
  .meta({ id: "GridUnit" });

const Answering = z.object({ id: text, name: text, levelName: text }).meta({ id: "AnsweringUnit" });

const Grid = z
  .object({
    unit: GridUnit,
    above: z.array(text).meta({ description: "各级上级的名称，县不在内" }),
    responsible: Answering.nullable().meta({ description: "这里的事从哪个单位开始办理" }),
    answers: Answering.nullable().meta({
      description: "现在由谁办理；与 responsible 不同时，那里无人值守；各级都没有人的为 null",
    }),
    startsElsewhere: z.boolean().meta({ description: "是否有的类别按规则直接由上级办理" }),
    grids: z.array(GridUnit).meta({ description: "直接下级，至多 300 个" }),
    more: z.boolean().meta({ description: "直接下级是否没有列全" }),
    members: z
      .array(z.object({ name: text, kindName: text, seat: text }))
      .meta({ description: "登记在这里和所在社区的成员单位" }),
  })
  .meta({ id: "Grid" });

/** What a county tells residents of itself, as its pages do. */
export const residentReads: readonly Endpoint[] = [
  reading(countyNoun.rights.visit, z.strictObject({}), promised, {
    path: "/commitments",
    summary: "现行的服务承诺、办理时限和办公时间",
    output: Commitments,
  }),
  reading(
    countyNoun.rights.visit,
    z.strictObject({ orgUnitId: id("社区或网格") }),
    (ctx, { orgUnitId }) => gridPage(ctx, orgUnitId),
    { path: "/grids/{orgUnitId}", summary: "社区、网格的事由哪个单位负责，不含人员", output: Grid },
  ),
];

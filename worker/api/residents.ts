import * as z from "zod";
import { promised } from "../domain/county/promised.ts";
import { countyNoun } from "../domain/county/rights.ts";
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

/** What a county tells residents of itself, as its pages do. */
export const residentReads: readonly Endpoint[] = [
  reading(countyNoun.rights.visit, z.strictObject({}), promised, {
    path: "/commitments",
    summary: "现行的服务承诺、办理时限和办公时间",
    output: Commitments,
  }),
];

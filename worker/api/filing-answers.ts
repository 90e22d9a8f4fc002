import * as z from "zod";
import { comings, filingStates } from "../domain/filings/states.ts";
import { callStates, whistleStates } from "../domain/whistles/states.ts";
import { whistleStages } from "../rules/schema/words.ts";
import { instant, maybe, maybeInstant, next, oneOf, past, revision, text } from "./schemas.ts";

/** What the API answers of a month's whistles, filed. */

const FilingRow = z
  .object({
    id: text,
    month: text.meta({ description: "2026-11" }),
    kind: text,
    kindName: text,
    unit: text.meta({ description: "报备单位" }),
    state: oneOf(filingStates),
    filedAt: maybeInstant,
  })
  .meta({ id: "FilingRow" });

const Comings = z.object(Object.fromEntries(Object.keys(comings).map((coming) => [coming, z.int()]))).meta({
  id: "Comings",
  description: Object.entries(comings)
    .map(([key, word]) => `${key} ${word}`)
    .join("、"),
});

export const Filings = z
  .object({
    filings: z.array(
      FilingRow.extend({
        whistles: z.int().meta({ description: "这个月吹哨几次" }),
        dueAt: instant,
        summary: z
          .object({
            whistles: z.int(),
            comings: Comings,
            named: z.array(text).meta({ description: "通报的单位" }),
          })
          .nullable()
          .meta({ description: "报备时的数，没有报备的为 null" }),
      }).meta({ id: "ListedFiling" }),
    ),
    next,
  })
  .meta({ id: "Filings" });

const FiledCall = z
  .object({
    id: text,
    name: text,
    state: oneOf(callStates),
    coming: oneOf(comings),
    stages: z.array(
      z.object({ stage: oneOf(whistleStages), dueAt: instant, metAt: maybeInstant, runs: z.boolean() }),
    ),
    objection: maybe,
    ruling: maybe,
  })
  .meta({ id: "FiledCall" });

const FiledWhistle = z
  .object({
    id: text,
    number: text,
    occasion: maybe,
    body: text,
    place: maybe,
    state: oneOf(whistleStates),
    blownAt: instant,
    isEarlier: z.boolean().meta({ description: "以前月份转来的" }),
    calls: z.array(FiledCall),
  })
  .meta({ id: "FiledWhistle" });

export const Filing = FilingRow.extend({
  revision,
  to: text.meta({ description: "报备对象" }),
  filedBy: maybe,
  dueAt: maybeInstant,
  comings: Comings,
  absent: z
    .array(
      z
        .object({
          call: text,
          name: text,
          number: text,
          occasion: maybe,
          blownAt: instant,
          dueAt: instant,
          struck: z
            .object({ reason: text, by: text, at: instant })
            .nullable()
            .meta({ description: "更正：不列入通报的理由，列入的为 null" }),
        })
        .meta({ id: "AbsentUnit" }),
    )
    .meta({ description: "没有报到的单位，规则不通报的为空" }),
  whistles: z
    .array(FiledWhistle)
    .nullable()
    .meta({ description: "各次吹哨和报到；被通报的单位看不到，为 null" }),
  cut: z.int().meta({ description: "没有列出的还有几个" }),
  ...past,
}).meta({ id: "Filing" });

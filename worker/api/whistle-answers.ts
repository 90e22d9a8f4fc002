import * as z from "zod";
import { callStates, whistleStates } from "../domain/whistles/states.ts";
import { whistleStages } from "../rules/schema/words.ts";
import { instant, maybe, maybeInstant, next, oneOf, past, revision, text } from "./schemas.ts";

/** What the API answers of whistles, and of those they call. */

const WhistleRow = z
  .object({
    id: text,
    number: text,
    kind: text,
    kindName: text,
    occasion: maybe,
    body: text,
    place: maybe,
    state: oneOf(whistleStates),
    by: text.meta({ description: "吹哨单位" }),
    blownAt: instant,
  })
  .meta({ id: "WhistleRow" });

export const Whistles = z
  .object({
    whistles: z.array(
      WhistleRow.extend({
        called: z.int().meta({ description: "叫了几个，不算异议成立和撤回的" }),
        came: z.int().meta({ description: "其中已报到的" }),
        dueAt: maybeInstant,
      }).meta({ id: "ListedWhistle" }),
    ),
    next,
  })
  .meta({ id: "Whistles" });

const Stage = z
  .object({
    stage: oneOf(whistleStages),
    dueAt: instant,
    metAt: maybeInstant.meta({ description: "何时做到，没有做到的为 null" }),
    runs: z.boolean().meta({ description: "期限还在计时" }),
  })
  .meta({ id: "WhistleStage" });

const CallRow = z
  .object({
    id: text,
    name: text,
    state: oneOf(callStates),
    outcome: maybe,
    objection: maybe,
    ruling: maybe,
    stages: z.array(Stage),
  })
  .meta({ id: "CallRow" });

const matter = z.object({ id: text, number: text }).nullable().meta({ description: "为哪件事项" });

export const Whistle = WhistleRow.extend({
  revision,
  blownBy: text,
  matter,
  calls: z.array(CallRow.extend({ answering: maybe.meta({ description: "无人值守时由谁代为办理" }) })),
  ...past,
}).meta({ id: "Whistle" });

export const Call = CallRow.extend({
  revision,
  whistle: WhistleRow,
  matter,
  ...past,
}).meta({ id: "Call" });

import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Conflict, Invalid } from "../errors.ts";
import { command } from "../kernel/command.ts";
import { line, oneOf } from "../kernel/input.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { officers } from "../kernel/roles.ts";
import { newReceiptCode } from "../kernel/secrets.ts";
import { dispatchedEvents } from "./dispatched.ts";
import { filed, placeFound, placeRead, saidOfMatter } from "./filed.ts";
import { type Matter, matter, refOf } from "./matter.ts";
import { reported } from "./reported.ts";
import { broughtBy } from "./sources.ts";

export const ReceiveMatter = z.strictObject({
  source: oneOf("事项来源"),
  externalNumber: line("来件编号", 60),
  ...saidOfMatter,
});

/**
 * Files what another system sends, once for each of its numbers: the same number with the same words gives the same matter, changes
 * nothing, and gives no code again, for the code is only for who reported.
 */
export const receiveMatter = command({
  right: right("matter.receive", "接收其他系统的事项", officers, matter.rights.view),
  input: ReceiveMatter,
  operation: {
    resource: "/matters/receptions",
    summary:
      "接收其他系统（如12345平台）送来的事项。同一来源的同一来件编号只收一次：再送同样的内容，给出同一件，什么也不改；内容不同的不收",
    creates: "/matters/{id}",
    output: z.object({
      id: z.string(),
      receiptCode: z
        .string()
        .nullable()
        .meta({ description: "转交上报人的回执码；没有写上报人的，或者已经收过的，为 null" }),
      isNew: z.boolean().meta({ description: "这次才收的为 true，已经收过的为 false" }),
    }),
  },
  events: { dispatched: dispatchedEvents.dispatched, reported },
  load: (orm, { orgUnitId, source, externalNumber }, { now }) => ({
    before: orm
      .select()
      .from(matters)
      .where(and(eq(matters.source, source), eq(matters.externalNumber, externalNumber))),
    ...placeRead(orm, orgUnitId, now),
  }),
  state: ({ before: [before], ...place }) => ({ before, place: before ? null : placeFound(place) }),
  scopes: ({ before, place }) => scopesOfPath(before?.orgPath ?? place?.unit.path ?? ""),
  again: "matters.source",
  prepare: async () => newReceiptCode(),
  decide: ({ before, place }, input, given) => {
    if (before || !place) return sentBefore(before as Matter, input);
    const { externalNumber } = input;
    const { key, name } = systemSource(place.rules, input.source);
    const { id, says, rows } = filed(place, input, { key, name, externalNumber }, given);
    const handsOver = Boolean(input.reporterName || input.reporterPhone);
    return {
      result: { id, receiptCode: handsOver ? given.prepared : null, isNew: true },
      on: refOf(id),
      detail: { category: input.category, source: key, externalNumber, receipt: handsOver },
      says,
      rows,
    };
  },
});

/** @throws Conflict where the sender says something else under the same number */
function sentBefore({ id, number, body, place }: Matter, input: z.output<typeof ReceiveMatter>) {
  if (body !== input.body || place !== input.place)
    throw new Conflict(
      `来件编号 ${input.externalNumber} 已经收过，是事项 ${number}，内容或者位置不同。补充情况请在那件事项里登记进展，另一件事请用另一个编号`,
    );
  return {
    result: { id, receiptCode: null, isNew: false },
    on: refOf(id),
    detail: { externalNumber: input.externalNumber, again: true },
    rows: [],
  };
}

/** @throws Invalid for a source that the rules don't know, or that no system brings */
function systemSource({ intake: { sources } }: RuleSet, wanted: string) {
  const found = broughtBy(sources, "system").find(({ key }) => key === wanted);
  if (found) return found;
  throw new Invalid([{ path: "source", message: "规则里没有这个由其他系统送来的来源" }]);
}

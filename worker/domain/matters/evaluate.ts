import { eq } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { stepDue } from "../../rules/engine/handling.ts";
import { NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { optional, prose, yesOrNo } from "../kernel/input.ts";
import { listAs } from "../kernel/listings.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { openObligation, resumeObligations } from "../obligations/obligations.ts";
import { loaded, mustAllow, withRules } from "./handle.ts";
import { deskAbove, desksOf } from "./states.ts";

export const EvaluateMatter = z.strictObject({
  receiptCode: z
    .string()
    .max(60)
    .transform((typed) => receiptCodeFrom(typed) ?? ""),
  solved: yesOrNo("请选择问题是否解决"),
  comment: optional(prose("意见", 400)),
});

/** The resident's verdict. Not solved: the matter reopens, as many levels up as its rules say. */
export const evaluateMatter = command({
  action: "receipt.evaluate",
  input: EvaluateMatter,
  load: (orm, { receiptCode }) => withRules(orm, eq(matters.receiptCode, receiptCode)),
  state: loaded,
  scopes: () => [],
  decide: (state, { solved, comment }, given) => {
    const { matter } = state;
    mustAllow(matter, "evaluate");
    const subject = `matter:${matter.id}`;
    const said = happened(given, subject, "evaluated", { solved, ...(comment ? { comment } : {}) });
    const detail = { solved };
    if (!solved) {
      const rows = [said, ...reopened(state, given)];
      return { result: { state: "reopened" }, subject, detail, rows };
    }
    return {
      result: { state: "closed" },
      subject,
      detail,
      rows: [
        update(matters, matter, { state: "closed", satisfied: true, closedAt: given.now }),
        said,
        listAs(matter.id, false),
      ],
    };
  },
});

type Loaded = ReturnType<typeof loaded>;
type DecideGiven = Parameters<typeof happened>[0] &
  Parameters<typeof openObligation>[0] & { calendar: Parameters<typeof stepDue>[3] };

function reopened({ matter, lineage, version, rules }: Loaded, given: DecideGiven) {
  const subject = `matter:${matter.id}`;
  const desk = deskAbove(desksOf(rules, lineage), matter.level, rules.handling.evaluation.raise);
  if (!desk) throw new NotFound("handling level");
  const step = stepDue(rules, desk.step.key, given.now, given.calendar);
  return [
    update(matters, matter, {
      state: "reopened",
      satisfied: false,
      level: desk.step.key,
      levelPath: desk.unit.path,
      handlerId: null,
      handlerName: null,
    }),
    happened(given, subject, "reopened", { to: desk.unit.name, due: step.due }),
    openObligation(given, {
      kind: "matter.step",
      subject,
      title: matter.body,
      owner: desk.unit.id,
      due: step,
      ruleVersion: version,
    }),
    // The overall clock never starts again.
    resumeObligations(subject, "matter.overall", desk.unit.id),
  ];
}

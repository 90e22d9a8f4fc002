import { Hono } from "hono";
import { type Attempt, attempt } from "../../../../views/components/attempt.ts";
import { PublicationPage } from "../../../../views/rules/publication.tsx";
import { NotFound } from "../../../domain/errors.ts";
import { publicationPage } from "../../../domain/rules/publication.ts";
import { publishDraft } from "../../../domain/rules/publish.ts";
import { ruleSet } from "../../../domain/rules/rule-set.ts";
import type { AppEnv, C } from "../../../http/app-env.ts";
import { attempting, type Refused } from "../../../http/form.ts";
import { newKey } from "../../../http/own-form.ts";
import { allow } from "../../../http/session.ts";
import { standings } from "../../../rules/document/acting.ts";
import { formatFullDate } from "../../../time/format.ts";
import { type Instant, localDateOf } from "../../../time/instants.ts";
import { frameOf } from "../../frame.ts";
import { seeOther, show } from "../../show.ts";

/** The step that makes a draft the rules. */
export const publicationPages = new Hono<AppEnv>();

const address = "/rules/:number{[0-9]{1,9}}/publication";
const numberOf = (c: C): number => Number(c.req.param("number"));

publicationPages.get(address, allow(ruleSet.rights.publish), (c) => page(c, attempt()));

publicationPages.post(address, allow(ruleSet.rights.publish), async (c) => {
  const outcome = await attempting(
    c,
    ({ values: { revision, running, note, effectiveOn, reason, move, listed } }) => {
      const clocks = move === "listed" ? listed : [];
      return publishDraft(c.var.ctx, {
        number: numberOf(c),
        revision,
        running,
        note,
        effectiveOn,
        reason,
        clocks,
      });
    },
  );
  if ("done" in outcome) return seeOther(c, `/rules/${numberOf(c)}`, saidOf(c, outcome.done.effectiveFrom));
  const { values, conflict, status } = outcome.refused;
  // Published or put away in the meantime, a draft has no such page any more.
  return page(c, { values, problems: besideFields(outcome.refused) }, status).catch((error) => {
    throw (error instanceof NotFound && conflict) || error;
  });
});

/** The fields of the form by what the command calls them; what is wrong with the rules stands above them all. */
const fields: Record<string, string> = {
  note: "note",
  effectiveOn: "effectiveOn",
  reason: "reason",
  clocks: "move",
};

const besideFields = ({ problems }: Refused) =>
  problems.map(({ path, message }) => ({ path: fields[path] ?? "", message }));

/** When it begins is the first thing to know of what was just published. */
function saidOf(c: C, from: Instant): string {
  return from > c.var.now ? `规则已发布，${formatFullDate(from)}起生效` : "规则已发布，立即生效";
}

async function page(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const found = await publicationPage(c.var.ctx, numberOf(c));
  const { now } = c.var;
  const frame = frameOf(c, "发布规则");
  const rest = { standings, attempt: at, today: localDateOf(now), now, idempotencyKey: newKey(c) };
  return show(c, <PublicationPage frame={frame} page={found} {...rest} />, status);
}

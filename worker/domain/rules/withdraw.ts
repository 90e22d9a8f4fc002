import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { NEVER } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { number } from "../kernel/input.ts";
import { rootScope, theRoot } from "../org/root.ts";

import { RuleSetNumber, refOf, ruleSet } from "./rule-set.ts";

/** Takes back a version before it takes effect. */
export const withdrawVersion = command({
  right: ruleSet.rights.withdraw,
  input: z.strictObject({ number }),
  operation: {
    resource: "/rule-sets/{number}/withdrawal",
    summary: "撤回还没有生效的版本",
    output: RuleSetNumber,
  },
  load: (orm, input) => ({
    root: theRoot(orm),
    found: orm.select().from(ruleSets).where(eq(ruleSets.version, input.number)),
  }),
  state: ({ root, found: [found] }) => {
    if (!found) throw new NotFound("rules");
    return { root, found };
  },
  scopes: ({ root }) => rootScope(root),
  decide: ({ found }, _input, { now, actor }) => {
    if (found.withdrawnAt) throw new Conflict("这一版已经撤回");
    if (found.effectiveFrom <= now)
      throw new Conflict("这一版已经生效，不能撤回；可以从以前的版本起草新的一版");
    const still = and(eq(ruleSets.version, found.version), isNull(ruleSets.withdrawnAt));
    return {
      result: { number: found.version },
      on: refOf(found.version),
      detail: { effectiveFrom: found.effectiveFrom },
      rows: [
        updateExactlyOne(ruleSets, still, {
          effectiveFrom: NEVER,
          withdrawnAt: now,
          withdrawnBy: actor.name,
        }),
      ],
    };
  },
});

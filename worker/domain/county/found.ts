import * as z from "zod";
import { invitations } from "../../../db/kernel/schema.ts";
import { presets } from "../../../db/presets/index.ts";
import { county, ruleSets } from "../../../db/tenant/schema/county.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { expiryOf, newInvitation } from "../accounts/invitations.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { type Context, visitor } from "../kernel/context.ts";
import type { TenantRow } from "../tenants/directory.ts";
import { tenant as tenantNoun } from "../tenants/tenant.ts";
import { countyNoun } from "./rights.ts";

/**
 * The first writing in a new county's database: its name, its rules from the preset, its root and its admin's link.
 * Whoever repeats it finds it done: accounts of the platform mean nothing here, so it is kept under nobody's.
 */
export function foundCounty(ctx: Context, tenant: TenantRow): Promise<{ adminInvitation: string }> {
  const { slug, name, divisionCode, sample, preset, adminName } = tenant;
  return found(
    { ...ctx, actor: { ...visitor, name: ctx.actor.name }, idempotencyKey: `found ${slug}` },
    { slug, name, divisionCode, sample, preset, adminName },
  );
}

const found = command({
  right: tenantNoun.rights.open,
  input: z.strictObject({
    slug: z.string(),
    name: z.string(),
    divisionCode: z.string(),
    sample: z.boolean(),
    preset: z.string(),
    adminName: z.string(),
  }),
  load: () => ({}),
  state: () => null,
  scopes: () => [],
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (
    _state,
    { slug, name, divisionCode, sample, preset, adminName },
    { now, actor, calendar, prepared, newId },
  ) => {
    const { rules: document, name: presetName } = presets[preset as keyof typeof presets];
    const rootId = newId();
    return {
      result: { adminInvitation: prepared.id },
      on: { noun: countyNoun.noun, id: slug },
      detail: { preset },
      rows: [
        insert(county, {
          id: 1,
          slug,
          name,
          divisionCode,
          sample,
          openedAt: now,
          calendar: String(calendar.revision),
        }),
        insert(ruleSets, {
          version: 1,
          document,
          preset,
          note: `采用${presetName}`,
          effectiveFrom: now,
          publishedBy: actor.name,
          publishedAt: now,
        }),
        insert(orgUnits, {
          id: rootId,
          level: document.organisation.levels[0]?.key ?? "county",
          name,
          code: divisionCode.padEnd(12, "0"),
          path: `/${rootId}/`,
        }),
        insert(invitations, {
          ...prepared,
          purpose: "join",
          name: adminName,
          role: "county_admin",
          scopeKind: "org",
          scopeId: rootId,
          scopeName: name,
          invitedBy: actor.name,
          createdAt: now,
          expiresAt: expiryOf(now),
        }),
      ],
    };
  },
});

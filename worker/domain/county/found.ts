import * as z from "zod";
import { invitations } from "../../../db/kernel/schema.ts";
import { presets } from "../../../db/presets/index.ts";
import { county, ruleSets } from "../../../db/tenant/schema/county.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { folded } from "../../text/folded.ts";
import { issued, newInvitation } from "../accounts/invitations.ts";
import { linkListing } from "../accounts/listing.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { type Context, type Given, visitor } from "../kernel/context.ts";
import { list } from "../kernel/listings.ts";
import { listingOf } from "../org/listing.ts";
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

const Founding = z.strictObject({
  slug: z.string(),
  name: z.string(),
  divisionCode: z.string(),
  sample: z.boolean(),
  preset: z.string(),
  adminName: z.string(),
});
type Founding = z.output<typeof Founding>;
type Founder = Given & { prepared: Awaited<ReturnType<typeof newInvitation>> };

const found = command({
  right: tenantNoun.rights.open,
  input: Founding,
  load: () => ({}),
  state: () => null,
  scopes: () => [],
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (_state, input, given) => {
    const { slug, name, divisionCode, sample, preset } = input;
    const { now, calendar, prepared, newId } = given;
    const reckoned = { openedAt: now, calendar: String(calendar.revision) };
    const rules = firstRules(preset, given);
    const { levels } = rules.document.organisation;
    const rootId = newId();
    const code = divisionCode.padEnd(12, "0");
    const level = levels[0]?.key ?? "county";
    const root = { id: rootId, name, folded: folded(name), level, code, path: `/${rootId}/` };
    const link = adminsLink(input, root, given);
    return {
      result: { adminInvitation: prepared.id },
      on: { noun: countyNoun.noun, id: slug },
      detail: { preset },
      rows: [
        insert(county, { id: 1, slug, name, divisionCode, sample, ...reckoned }),
        insert(ruleSets, rules),
        insert(orgUnits, root),
        ...list(listingOf(root)),
        insert(invitations, link),
        ...list(linkListing(link, root.path)),
      ],
    };
  },
});

/** The preset as the county's first version, in force at once. */
function firstRules(preset: string, { now, actor }: Founder) {
  const { rules: document, name } = presets[preset as keyof typeof presets];
  const published = { effectiveFrom: now, publishedBy: actor.name, publishedAt: now };
  return { version: 1, document, preset, note: `采用${name}`, ...published };
}

/** The link for the first admin, who is over all of the county. */
const adminsLink = ({ adminName }: Founding, root: { id: string; name: string }, given: Founder) => ({
  ...issued(given),
  // Whoever opens a county has no account in it.
  invitedById: null,
  purpose: "join" as const,
  name: adminName,
  role: "county_admin",
  scopeKind: "org" as const,
  scopeId: root.id,
  scopeName: root.name,
});

import { randomUUID } from "node:crypto";
import { actorWith } from "../../bin/demo/acting.ts";
import { anchorsFrom, catalogOf } from "../../bin/keys.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import type { Database } from "../../db/client.ts";
import type { Anchors } from "../../worker/domain/audit/anchor.ts";
import type { Actor, Context } from "../../worker/domain/kernel/context.ts";
import { type Secrets, secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { noPhotos } from "../../worker/domain/photos/store.ts";
import { placesFrom } from "../../worker/domain/robots/places.ts";
import { type Provisioner, sqldProvisioner } from "../../worker/domain/tenants/provisioner.ts";
import { allowedFrom } from "../../worker/domain/webhooks/places.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { cheapPasswords } from "./passwords.ts";

export const provisionerOf = (vars: WorkerVars): Provisioner =>
  sqldProvisioner({
    url: vars.SQLD_URL,
    adminUrl: vars.SQLD_ADMIN_URL,
    adminKey: vars.SQLD_ADMIN_KEY,
    signingKey: vars.SQLD_SIGNING_KEY,
  });

/** Group robots are at their documented addresses, and where nobody answers. */
export const NO_ROBOTS = "http://127.0.0.1:9";
export const robotPlaces = ["wecom", "dingtalk", "feishu"].map((kind) => `${kind}=${NO_ROBOTS}`).join(" ");

/** Events may be sent to loopback, where nobody answers at this port. */
export const NO_WEBHOOKS = "http://127.0.0.1:9";
const webhooksHere = allowedFrom(NO_WEBHOOKS);
const robotsHere = { places: placesFrom(robotPlaces), clock: Date.now, atOnce: 500 };

/** Somebody who acts directly on the domain, at one moment. */
export const actingIn = (
  place: { db: Database; slug: string; secrets: Secrets; anchors: Anchors },
  actor: Actor,
  now: Instant,
): Context => ({
  db: place.db,
  now,
  actor,
  realm: place.slug,
  requestId: randomUUID(),
  idempotencyKey: randomUUID(),
  calendar: workCalendar(),
  secrets: place.secrets,
  passwords: cheapPasswords,
  anchors: place.anchors,
  robots: robotsHere,
  webhooks: webhooksHere,
  photos: noPhotos,
  defer: () => {},
});

/** An operator on the catalog of an installation. */
export async function operatorOf(vars: WorkerVars, now: Instant): Promise<Context> {
  const grant = { role: "operator", scopeKind: "platform", scopeId: null, scopeName: null } as const;
  const secrets = await secretsFrom(vars.SECRETS_KEY, vars.SECRETS_KEY_PREVIOUS);
  const place = { db: catalogOf(vars), slug: "platform", secrets, anchors: anchorsFrom(vars) };
  return actingIn(place, actorWith("运维", "operator", grant), now);
}

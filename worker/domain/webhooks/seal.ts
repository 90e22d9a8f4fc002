import type { Context } from "../kernel/context.ts";
import type { Webhook } from "./on-webhook.ts";

type Within = Pick<Context, "secrets" | "realm">;

/** Bound to the county too: one that was restored under another name signs for nobody. */
const contextOf = ({ realm }: Within, id: string) => `webhook ${realm} ${id}`;

/** A new secret, as a webhook keeps it: 32 random bytes, `whsec_` and base64. */
export function newSecret(ctx: Within, id: string): Promise<string> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return ctx.secrets.seal(`whsec_${btoa(String.fromCharCode(...bytes))}`, contextOf(ctx, id));
}

/** Null where it was sealed by another installation, for another county, or under a key that is gone. */
export async function openSecret(ctx: Within, id: string, sealed: string): Promise<string | null> {
  try {
    return await ctx.secrets.open(sealed, contextOf(ctx, id));
  } catch {
    return null;
  }
}

/** With what a message is signed at a moment: the secret, and for a day the one before. Empty where they can't be opened. */
export async function secretsAt(ctx: Within, webhook: Webhook, now: string): Promise<string[]> {
  const { id, secret, formerSecret, formerUntil } = webhook;
  const former = formerSecret !== null && formerUntil !== null && now < formerUntil ? [formerSecret] : [];
  const opened = await Promise.all([secret, ...former].map((sealed) => openSecret(ctx, id, sealed)));
  return opened[0] === null ? [] : opened.filter((each) => each !== null);
}

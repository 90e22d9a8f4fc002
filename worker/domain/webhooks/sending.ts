import { and, eq, type SQL, sql } from "drizzle-orm";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { cleanedLine } from "../../text/cleaned.ts";
import { DAY, instant } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { postOutside } from "../kernel/outside.ts";
import type { Webhook } from "./on-webhook.ts";
import { addressFrom, isAllowed } from "./places.ts";
import { secretsAt } from "./seal.ts";
import { signedHeaders } from "./sign.ts";

/**
 * What came of a message. `busy`: later, and nothing else until then; `failed`: later, perhaps; `refused`: never, a person
 * must do something; `gone`: nobody is there any more. All but the first with what people read.
 */
export type Outcome =
  | { readonly kind: "received" }
  | { readonly kind: "busy" | "failed" | "refused" | "gone"; readonly words: string };

/** How much of an answer is read, in bytes, and told, in characters. */
const most = { answer: 4096, told: 120 };

export type Line = Pick<Context, "secrets" | "realm" | "robots" | "webhooks">;

/** Sends a message, signed. `time`: how long it may take, in milliseconds. Nothing is kept of it: see `noted`. */
export async function sendTo(
  ctx: Line,
  webhook: Webhook,
  { id, body, time }: { id: string; body: string; time: number },
): Promise<Outcome> {
  const url = addressFrom(webhook.address);
  if (!url || !isAllowed(url, ctx.webhooks))
    return { kind: "refused", words: "平台运维不再允许推送到这个地址" };
  const now = ctx.robots.clock();
  const secrets = await secretsAt(ctx, webhook, instant(now));
  if (secrets.length === 0) return { kind: "refused", words: "签名密钥打不开了，请更换签名密钥" };
  const signed = await signedHeaders(secrets, { id, timestamp: Math.floor(now / 1000), body });
  const headers = { "content-type": "application/json", "user-agent": "lianzhi-webhooks", ...signed };
  const heard = await postOutside(url.href, { headers, body, most: { time, answer: most.answer } });
  if (heard === null)
    return { kind: "busy", words: `连不上 ${url.host}，或 ${time / 1000} 秒内没有得到答复` };
  return outcomeOf(heard);
}

function outcomeOf({ status, text }: { status: number; text: string }): Outcome {
  if (status >= 200 && status < 300) return { kind: "received" };
  const said = cleanedLine(text).slice(0, most.told);
  const words = `对方回答 HTTP ${status}${said && `：${said}`}`;
  if (status === 410) return { kind: "gone", words };
  if (status >= 300 && status < 400) return { kind: "failed", words: `${words}。地址转到了别处，没有跟去` };
  return { kind: [429, 502, 503, 504].includes(status) ? "busy" : "failed", words };
}

/** What failed longer ago than this, with nothing sent since, failed for itself; in milliseconds. */
export const quiet = DAY;

type Noted = Partial<Pick<Webhook, "deliveredAt" | "failure" | "failedAt">> & {
  failingSince: SQL | null;
};

/** What a webhook keeps of a message that was sent at `at`, in milliseconds. */
export function noted(outcome: Outcome, at: number): Noted {
  const now = instant(at);
  if (outcome.kind === "received")
    return { deliveredAt: now, failure: null, failedAt: null, failingSince: null };
  const failingSince = sql`case when ${webhooks.failedAt} > ${instant(at - quiet)}
    then coalesce(${webhooks.failingSince}, ${now}) else ${now} end`;
  return { failure: outcome.words, failedAt: now, failingSince };
}

/** The webhook that was sent to, unless it was set anew meanwhile. */
export const sameWebhook = ({ id, revision }: Webhook) =>
  and(eq(webhooks.id, id), eq(webhooks.revision, revision));

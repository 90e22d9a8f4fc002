import { and, eq, type SQL, sql } from "drizzle-orm";
import { robots } from "../../../db/tenant/schema/org.ts";
import { type Instant, instant } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { type Outcome, outcomeOf } from "./answer.ts";
import { bodyFor, type Message } from "./message.ts";
import type { Robot } from "./on-robot.ts";
import { counted } from "./pace.ts";
import { post } from "./post.ts";
import { type OpenRobot, opened } from "./seal.ts";
import { signatureFor } from "./sign.ts";
import { robotKinds } from "./words.ts";

/** What is not to be tried in vain again by whoever sends several: where nobody answers. */
export type Silent = Set<string>;

/** Writes to a robot's group; `base` as for a message. Nothing is kept of it: see `noted`. */
export async function sendTo(
  ctx: Pick<Context, "secrets" | "realm" | "robots">,
  robot: Robot,
  message: Message,
  { base, silent = new Set() }: { base: string; silent?: Silent },
): Promise<Outcome> {
  const open = await opened(ctx, robot);
  if (open === null) return { kind: "refused", words: "保存的地址打不开了，请重新填写机器人地址" };
  const { host } = new URL(open.address);
  const unheard = { kind: "failed", words: `连不上${robotKinds[robot.kind]}（${host}）` } as const;
  if (silent.has(host)) return unheard;
  const answer = await posted(open, bodyFor(open.kind, message, base), ctx.robots.clock());
  if (answer !== null) return outcomeOf(open.kind, answer, hiddenIn(open));
  silent.add(host);
  return unheard;
}

async function posted({ kind, address, secret }: OpenRobot, body: object, now: number) {
  const { parameters, fields } = await signatureFor(kind, secret, now);
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return post(url.href, { ...fields, ...body });
}

/** What a platform might say back: the key in the address, and the secret. */
const hiddenIn = ({ address, secret }: OpenRobot): string[] => {
  const url = new URL(address);
  return [address, secret ?? "", ...url.searchParams.values(), url.pathname.split("/").at(-1) ?? ""].filter(
    (text) => text.length >= 8,
  );
};

/** What a robot keeps of a message that was sent at `at`, in milliseconds: it counts, and how it went. */
export function noted(outcome: Outcome, at: number): Standing & { sent: SQL<number[]> } {
  const now = instant(at);
  const sent = sql<number[]>`(select json_group_array(value)
    from json_each(json_insert(${robots.sent}, '$[#]', ${at})) where value > ${at - counted})`;
  return { sent, ...standing(outcome, now) };
}

type Standing = Partial<Pick<Robot, "deliveredAt" | "failure" | "failedAt">>;

function standing(outcome: Outcome, now: Instant): Standing {
  if (outcome.kind === "received") return { deliveredAt: now, failure: null, failedAt: null };
  return outcome.kind === "limited" ? {} : { failure: outcome.words, failedAt: now };
}

/** The robot that was written to, unless it was set anew meanwhile. */
export const sameRobot = ({ id, revision }: Robot) => and(eq(robots.id, id), eq(robots.revision, revision));

import { eq } from "drizzle-orm";
import { robots } from "../../../db/tenant/schema/org.ts";
import { instant } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { type Channels, GivenUp, NotYet, type Sendings } from "../kernel/outbox.ts";
import { mustHaveRoom, type Run } from "../kernel/run.ts";
import type { Outcome } from "./answer.ts";
import { noRobot, type Robot } from "./on-robot.ts";
import { freeAt, rest } from "./pace.ts";
import { awakeAt } from "./quiet.ts";
import { noted, type Silent, sameRobot, sendTo } from "./sending.ts";

type Within = Pick<Context, "db" | "realm" | "secrets" | "robots">;

/** In words alone, as people read them. */
class NotReceived extends Error {
  override readonly name = "";
}

/** A shorter wait is no reason to put a message off until the next run, in milliseconds. */
const moment = 1000;

/**
 * Delivers to groups in one run of a county's upkeep; `addressOf`: the county's own address. A message is read, sent and noted,
 * and only what the platform took counts as delivered.
 */
export function robotChannel(ctx: Within, run: Run, addressOf: () => Promise<string>): Channels["robot"] {
  const silent: Silent = new Set();
  let base: Promise<string> | undefined;
  return async (body) => {
    mustBeAwake(ctx, body);
    mustHaveRoom(run, ctx.robots.clock());
    const robot = await robotOf(ctx, body.scope);
    await freed(ctx, robot);
    run.left--;
    base ??= addressOf();
    const outcome = await sendTo(ctx, robot, body, { base: await base, silent });
    await note(ctx, robot, outcome);
    mustBeReceived(robot, outcome, ctx.robots.clock());
  };
}

function mustBeAwake({ robots: { clock } }: Within, { urgent, until }: Sendings["robot"]): void {
  const now = instant(clock());
  const awake = urgent ? now : awakeAt(now);
  if (until !== undefined && awake >= until) throw new GivenUp("过了时候，没有再发");
  if (awake > now) throw new NotYet(awake);
}

async function robotOf({ db }: Within, scope: string): Promise<Robot> {
  const { found } = await db.read({ found: db.orm.select().from(robots).where(eq(robots.id, scope)) });
  if (!found[0]) throw new GivenUp(noRobot);
  return found[0];
}

/** Waits for a robot that has just sent as much as it may, if that takes no longer than a moment. */
async function freed({ robots: { clock } }: Within, { kind, sent }: Robot): Promise<void> {
  const now = clock();
  const wait = freeAt(kind, sent, now) - now;
  if (wait > moment) throw new NotYet(instant(now + wait));
  if (wait > 0) await new Promise((done) => setTimeout(done, wait));
}

async function note({ db, robots: { clock } }: Within, robot: Robot, outcome: Outcome): Promise<void> {
  const set = noted(outcome, Math.max(clock(), freeAt(robot.kind, robot.sent, clock())));
  await db.write([db.orm.update(robots).set(set).where(sameRobot(robot))]);
}

function mustBeReceived({ kind }: Robot, outcome: Outcome, now: number): void {
  if (outcome.kind === "limited") throw new NotYet(instant(now + rest(kind)));
  if (outcome.kind === "refused") throw new GivenUp(outcome.words);
  if (outcome.kind === "failed") throw new NotReceived(outcome.words);
}

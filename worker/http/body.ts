import { TooLarge, Unavailable } from "../domain/errors.ts";
import { type C, largerHere, type Middleware, pathWithin } from "./app-env.ts";
import { hearOut, type Intake, intakeOf, take } from "./intake.ts";
import { limitUploads } from "./limits.ts";
import { cutShort, ordinary, patienceAt } from "./most.ts";
import { mustBeSignedIn } from "./session.ts";

/**
 * Takes the whole body in before anything is answered: an answer given while somebody is still sending closes the
 * connection under them, and they may never read it. What is larger than others waits until it is known who sends it.
 */
export const takeBody: Middleware = async (c, next) => {
  const { body } = c.req.raw;
  if (!body) return next();
  const intake = intakeOf(body);
  await takeInto(c, intake, ordinary.bytes);
  await next();
  await hearOut(intake, patienceAt(pathWithin(c)));
};

/**
 * Takes in what is larger than others, where rules or photos are sent by somebody who is signed in, or photos by residents, so many
 * from one network.
 */
export const takeLargeBody: Middleware = async (c, next) => {
  mustBeWhole(c);
  const { intake } = c.var;
  if (!intake) return next();
  const most = largerHere(c);
  if (!most) throw new TooLarge(ordinary.bytes);
  if (most.from === "anybody") await limitUploads(c);
  else await mustBeSignedIn(c);
  await takeInto(c, intake, most.bytes);
  if (c.var.intake) throw new TooLarge(most.bytes);
  return next();
};

/** @throws Unavailable for a form with photos of which the door, full of others', kept the beginning alone. */
function mustBeWhole(c: C): void {
  const { body } = c.var;
  if (!body || c.req.header(cutShort) === undefined) return;
  c.set("intake", { ...intakeOf(new Blob([]).stream()), parts: [body], size: body.length, ended: true });
  throw new Unavailable("photos");
}

/** Gives the request its body, or none as long as more is to come. */
async function takeInto(c: C, intake: Intake, largest: number): Promise<void> {
  const { url, method, headers } = c.req.raw;
  const taken = await take(intake, largest);
  c.set("intake", taken ? undefined : intake);
  c.set("body", taken ?? undefined);
  c.req.raw = new Request(url, { method, headers, ...(taken?.length ? { body: taken } : {}) });
}

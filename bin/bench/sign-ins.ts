import { setTimeout as pause } from "node:timers/promises";
import { cookieOf, type Ours } from "./ours.ts";
import { quantile } from "./processes.ts";

/** How long a window without sign-ins lasts, and then one with them. */
const SECONDS = 6;
const SIGN_INS = 4;

/** Prints how long a county's home page takes while so many people sign in each second, beside an idle installation. */
export async function besideSignIns(ours: Ours, slug: string, rounds: number): Promise<void> {
  const home = `${ours.url}/t/${slug}`;
  const people = peopleOf(ours);
  const idle: number[] = [];
  const meanwhile: number[] = [];
  for (let round = 0; round < rounds; round++) {
    idle.push(...(await visits(home)));
    const [waits] = await Promise.all([visits(home), signIns(people, round)]);
    meanwhile.push(...waits);
  }
  const [before, during] = [idle, meanwhile].map((waits) => quantile(waits, 0.99)) as [number, number];
  console.log(
    `home while ${SIGN_INS} people sign in each second: p99 ${during.toFixed(1)} ms, idle ${before.toFixed(1)} ms` +
      ` (${(during / before).toFixed(1)} x, of ${meanwhile.length} and ${idle.length} visits)`,
  );
}

const peopleOf = ({ url, signIns }: Ours) =>
  Object.entries(signIns).flatMap(([slug, people]) =>
    Object.values(people).map((person) => ({ base: `${url}/t/${slug}`, person })),
  );

/** Everybody from a network of their own: one network alone may not sign in so often. */
async function signIns(people: ReturnType<typeof peopleOf>, round: number): Promise<void> {
  const begun = [];
  for (let at = 0; at < SECONDS * SIGN_INS; at++) {
    const one = people[at % people.length];
    if (one) begun.push(cookieOf(one.base, one.person, `10.${2 + round}.${at}.1`));
    await pause(1000 / SIGN_INS);
  }
  await Promise.all(begun);
}

/** A visitor who comes again a little after each answer; how long each waited, in milliseconds. */
async function visits(home: string): Promise<number[]> {
  const waits = [];
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end; await pause(10)) {
    const began = performance.now();
    const answer = await fetch(home);
    await answer.arrayBuffer();
    waits.push(performance.now() - began);
  }
  return waits;
}

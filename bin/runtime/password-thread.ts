import { argon2Sync } from "node:crypto";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { PasswordCost, PasswordQuestion } from "../../worker/env.ts";
import { passwordsAt } from "../passwords.ts";

// Linux gives each thread a priority of its own: whoever reads a page goes before whoever signs in.
if (process.platform === "linux") setPriority(10);

/** In this very thread: Node would hash in one of its own, which isn't less urgent than others. */
const passwords = (cost: PasswordCost) => passwordsAt(cost, argon2Sync);

parentPort?.on("message", async (question: PasswordQuestion) => {
  const answer =
    "hash" in question
      ? await passwords(ofHash).verify(question.hash, question.password)
      : await passwords(question.cost).hash(question.password);
  parentPort?.postMessage(answer);
});

/** Unused: a hash says itself what it cost. */
const ofHash: PasswordCost = { memory: 0, passes: 0 };

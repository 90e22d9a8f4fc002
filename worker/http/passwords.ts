import Argon2Wasm from "@phi-ag/argon2";
import wasm from "@phi-ag/argon2/argon2.wasm";
import { Unavailable } from "../domain/errors.ts";
import type { Passwords } from "../domain/kernel/context.ts";
import type { Env, PasswordCost, PasswordQuestion } from "../env.ts";

/**
 * Argon2id with 19 MiB and two passes, the OWASP password storage sheet's first choice for a small memory. A fresh
 * instance for each password: one instance keeps the memory of the last.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32 };

/** The least that the library takes, for tests that are about something else. */
const testCost: typeof cost = { ...cost, memoryCost: 32, timeCost: 1 };

const instance = async () => new Argon2Wasm(await WebAssembly.instantiate(wasm));

/**
 * The library (0.5.28) takes a string's `length` for its number of bytes, and so would hash only the first third of a
 * Chinese password. This one's length is that of its UTF-8 bytes.
 */
function inBytes(password: string): string {
  const text = password.normalize("NFKC");
  const { length } = new TextEncoder().encode(text);
  return { length, toString: () => text } as unknown as string;
}

/** A hash says itself what it cost: only new ones differ by mode. */
export const passwordsIn = ({ MODE, PASSWORDS }: Pick<Env, "MODE" | "PASSWORDS">): Passwords => {
  const { memoryCost, timeCost } = MODE === "test" ? testCost : cost;
  return PASSWORDS ? beside(PASSWORDS, { memory: memoryCost, passes: timeCost }) : within(MODE);
};

/** In the isolate itself, which answers nobody else meanwhile: on Cloudflare, where there are many. */
const within = (mode: Env["MODE"]): Passwords => ({
  hash: async (password) =>
    (await instance()).hash(inBytes(password), mode === "test" ? testCost : cost).encoded,
  verify: async (hash, password) => (await instance()).tryVerify(hash, inBytes(password)).success,
});

/** Beside the worker, on another thread: on a machine of one's own, where one isolate answers everybody. */
function beside(service: Fetcher, cost: PasswordCost): Passwords {
  const ask = async (question: PasswordQuestion): Promise<unknown> => {
    const answer = await service.fetch("http://passwords/", {
      method: "POST",
      body: JSON.stringify(question),
    });
    if (!answer.ok) throw new Unavailable("passwords");
    return answer.json();
  };
  return {
    hash: async (password) => String(await ask({ password, cost })),
    verify: async (hash, password) => (await ask({ password, hash })) === true,
  };
}

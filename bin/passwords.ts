import { argon2, type argon2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Passwords } from "../worker/domain/kernel/context.ts";
import type { PasswordCost } from "../worker/env.ts";

type Hashing = (...how: Parameters<typeof argon2Sync>) => Buffer | Promise<Buffer>;

const shape = { parallelism: 1, tagLength: 32 };

/** The same Argon2id strings as the worker makes, with Node's own implementation. A hash says itself what it cost. */
export const passwordsAt = (cost: PasswordCost, hashing: Hashing = promisify(argon2)): Passwords => ({
  hash: async (password) => {
    const nonce = randomBytes(16);
    const tag = await hashing("argon2id", { ...shape, ...cost, message: password.normalize("NFKC"), nonce });
    const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${text(nonce)}$${text(tag)}`;
  },
  verify: async (hash, password) => {
    const [, , , costs = "", nonce = "", tag = ""] = hash.split("$");
    const [known, memory = "", passes = ""] = /^m=(\d+),t=(\d+),p=1$/.exec(costs) ?? [];
    if (!known) return false;
    const again = await hashing("argon2id", {
      ...shape,
      memory: Number(memory),
      passes: Number(passes),
      message: password.normalize("NFKC"),
      nonce: Buffer.from(nonce, "base64"),
    });
    return timingSafeEqual(again, Buffer.from(tag, "base64"));
  },
});

/** At the worker's own cost. */
export const nodePasswords = passwordsAt({ memory: 19_456, passes: 2 });

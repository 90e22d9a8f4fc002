import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Passwords } from "../worker/domain/kernel/context.ts";

const hashing = promisify(argon2);
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** The same Argon2id strings as the worker makes, with Node's own implementation. */
export const nodePasswords: Passwords = {
  hash: async (password) => {
    const nonce = randomBytes(16);
    const tag = await hashing("argon2id", { ...cost, message: password.normalize("NFKC"), nonce });
    const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
  },
  verify: async (hash, password) => {
    const [, , , , nonce = "", tag = ""] = hash.split("$");
    const message = password.normalize("NFKC");
    const again = await hashing("argon2id", { ...cost, message, nonce: Buffer.from(nonce, "base64") });
    return timingSafeEqual(again, Buffer.from(tag, "base64"));
  },
};

import { createHash } from "node:crypto";
import { keysIn } from "../../worker/domain/kernel/secrets.ts";
import type { HeldSecrets } from "./secrets.ts";

/** What `folder.json` says of the keys of its data. */
export interface KeyMarks {
  /** Tells, without revealing it, which SECRETS_KEY the data were stored under. */
  key?: string;
  /** The same of those that were in force before: what was sealed since can't be followed by a seal of theirs. */
  formerKeys?: string[];
}

type SecretsKeys = Pick<HeldSecrets, "SECRETS_KEY" | "SECRETS_KEY_PREVIOUS">;

const markOf = (key: string): string =>
  createHash("sha256").update(`lianzhi ${key}`).digest("hex").slice(0, 16);

/** What tells of these keys that data are stored under them from now on; `before`: what told of it until now. */
export function keyMarks(
  { SECRETS_KEY, SECRETS_KEY_PREVIOUS = "" }: SecretsKeys,
  before: KeyMarks = {},
): KeyMarks {
  const key = markOf(SECRETS_KEY);
  const known = [
    before.key ?? key,
    ...(before.formerKeys ?? []),
    ...keysIn(SECRETS_KEY_PREVIOUS).map(markOf),
  ];
  return { key, formerKeys: [...new Set(known)].filter((each) => each !== key) };
}

/** Why data so marked can't go on under these keys; null when they can. */
export function keyFault({ key, formerKeys = [] }: KeyMarks, secrets: SecretsKeys): string | null {
  const current = markOf(secrets.SECRETS_KEY);
  if (formerKeys.includes(current))
    return "SECRETS_KEY 不能用：这把密钥停用过，不能再启用。请写回换密钥以后的设置；还要换的，再用 npm run secrets -- rotate SECRETS_KEY 另生成一把。";
  const given = [current, ...keysIn(secrets.SECRETS_KEY_PREVIOUS ?? "").map(markOf)];
  if (key === undefined || given.includes(key)) return null;
  return "SECRETS_KEY 与数据不符：数据是用另一把密钥保存的。要换密钥的，请把原来的那一把写进 SECRETS_KEY_PREVIOUS。";
}

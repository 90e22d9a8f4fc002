/**
 * `npm run secrets`: prints a fresh set of secrets as environment variables, for `npm run serve`. Keep them safe.
 * `npm run secrets -- rotate [SECRETS_KEY …]` prints what replaces those in the environment: all of them, or those named.
 */
import { randomBytes } from "node:crypto";
import { generateX25519Identity } from "age-encryption";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand } from "./runtime/running.ts";
import { newSecrets, secretsFrom } from "./runtime/secrets.ts";

const [what, ...names] = process.argv.slice(2);

await asCommand(async () => {
  if (what === undefined) return print(await everything());
  if (what !== "rotate")
    throw new Refusal("用法：npm run secrets，npm run secrets -- rotate [SECRETS_KEY …]");
  print(rotated(names));
});

async function everything(): Promise<Record<string, string>> {
  return {
    ...newSecrets(),
    BACKUP_KEY: await generateX25519Identity(),
    METRICS_TOKEN: randomBytes(24).toString("base64url"),
  };
}

/** The new keys; what the old SECRETS_KEY sealed is still to be read, so it is kept as a previous one. */
function rotated(wanted: readonly string[]): Record<string, string> {
  const { SECRETS_KEY, SECRETS_KEY_PREVIOUS = "" } = secretsFrom(process.env);
  const fresh = newSecrets();
  const unknown = wanted.find((name) => !(name in fresh));
  if (unknown) throw new Refusal(`不认识 ${unknown}。能换的有：${Object.keys(fresh).join("、")}`);
  const chosen = Object.entries(fresh).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const kept = [SECRETS_KEY, SECRETS_KEY_PREVIOUS].filter(Boolean).join(",");
  const isKept = chosen.some(([name]) => name === "SECRETS_KEY");
  return { ...Object.fromEntries(chosen), ...(isKept && { SECRETS_KEY_PREVIOUS: kept }) };
}

function print(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) console.log(`${name}=${value}`);
}

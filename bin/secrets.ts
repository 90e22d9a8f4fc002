/** `npm run secrets`: prints a fresh set of secrets as environment variables, for `npm run serve`. Keep them safe. */
import { randomBytes } from "node:crypto";
import { generateX25519Identity } from "age-encryption";
import { newSecrets } from "./runtime/secrets.ts";

const BACKUP_KEY = await generateX25519Identity();
const METRICS_TOKEN = randomBytes(24).toString("base64url");
for (const [name, value] of Object.entries({ ...newSecrets(), BACKUP_KEY, METRICS_TOKEN }))
  console.log(`${name}=${value}`);

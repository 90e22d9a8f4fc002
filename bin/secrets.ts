/** `npm run secrets`: prints a fresh set of secrets as environment variables, for `npm run serve`. Keep them safe. */
import { generateX25519Identity } from "age-encryption";
import { newSecrets } from "./runtime/secrets.ts";

const BACKUP_KEY = await generateX25519Identity();
for (const [name, value] of Object.entries({ ...newSecrets(), BACKUP_KEY })) console.log(`${name}=${value}`);

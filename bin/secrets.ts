/** `npm run secrets`: prints a fresh set of secrets as environment variables, for `npm run serve`. Keep them safe. */
import { newSecrets } from "./runtime/secrets.ts";

for (const [name, value] of Object.entries(newSecrets())) console.log(`${name}=${value}`);

import { passwordsAt } from "../../bin/passwords.ts";

/** Argon2id at the least cost, as the worker has it in MODE=test. The password suite has the real cost. */
export const cheapPasswords = passwordsAt({ memory: 32, passes: 1 });

import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Mark, readMark } from "./folder.ts";
import { keyMarks } from "./key-marks.ts";
import { isLocked } from "./lock.ts";
import { makePrivately } from "./private.ts";
import { Refusal } from "./refusal.ts";
import { type HeldSecrets, loadSecrets, secretsFrom } from "./secrets.ts";
import { type DatabaseVars, databaseVars } from "./stack.ts";

/**
 * The databases that commands work on: those named by CATALOG_URL (Turso), or those of the installation that is
 * running on this machine with DATA_DIR.
 */
export function runningVars(
  environment: NodeJS.ProcessEnv = process.env,
): DatabaseVars & { PUBLIC_URL: string } {
  const {
    CATALOG_URL,
    CATALOG_TOKEN = "",
    SECRETS_KEY = "",
    SECRETS_KEY_PREVIOUS = "",
    PUBLIC_URL = "",
  } = environment;
  if (CATALOG_URL) {
    const catalog = { CATALOG_URL, CATALOG_TOKEN, CATALOG_NAMESPACE: "" };
    const named = { ...catalog, SECRETS_KEY, SECRETS_KEY_PREVIOUS, PUBLIC_URL };
    const noSqld = { SQLD_URL: "", SQLD_ADMIN_URL: "", SQLD_ADMIN_KEY: "", SQLD_SIGNING_KEY: "" };
    return { ...named, ...noSqld, PROVISIONER: "turso" };
  }
  const folder = resolve(environment.DATA_DIR || ".data");
  const mark = existsSync(folder) ? readMark(folder) : undefined;
  if (!mark) throw new Refusal(`${folder} 不是联治的数据目录。请用 DATA_DIR 指定。`);
  const { url = "", sqldPort, sqldAdminPort, further = [], at } = mark;
  // A copy of a running folder names the original's ports.
  if (!sqldPort || at !== realpathSync(folder) || !isLocked(folder))
    throw new Refusal(`${folder} 没有在运行。请先启动（npm start 或 npm run serve），再执行这个命令。`);
  const secrets = runningSecrets(folder, mark, environment);
  const servers = [{ sqldPort, sqldAdminPort }, ...further].map(addressOf);
  return { ...databaseVars(secrets, servers), PUBLIC_URL: PUBLIC_URL || url };
}

/** Where the server with these ports answers. */
export const addressOf = (ports: Pick<Mark, "sqldPort" | "sqldAdminPort"> | null) => ({
  url: ports ? `http://127.0.0.1:${ports.sqldPort}` : "",
  adminUrl: ports ? `http://127.0.0.1:${ports.sqldAdminPort}` : "",
});

/** What a command sealed under other keys would be lost on the worker, which has those of its start. @throws Refusal */
function runningSecrets(folder: string, mark: Mark, environment: NodeJS.ProcessEnv): HeldSecrets {
  const isDemo = mark.purpose === "demo";
  const secrets = isDemo ? loadSecrets(join(folder, "secrets.json"), false) : secretsFrom(environment);
  if (mark.key === undefined || keyMarks(secrets).key === mark.key) return secrets;
  throw new Refusal(
    `SECRETS_KEY 不是 ${folder} 现在运行用的那一把。换了密钥的，请先重新启动，再执行这个命令。`,
  );
}

/** Runs a command; what the person can mend is said in one line, with exit code 1. */
export async function asCommand(work: () => Promise<void>): Promise<void> {
  makePrivately();
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) console.error(error.message);
    else
      console.error(
        `没有完成：${error instanceof Error ? error.message : String(error)}（数据库在运行吗？）`,
      );
    process.exitCode = 1;
  }
}

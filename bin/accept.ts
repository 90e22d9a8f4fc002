/**
 * `npm run audit:accept -- <county or platform> <reason>`: accepts a log as it stands, after somebody found out why it
 * isn't what its anchors say, such as a database that was put back from a copy. On record in the catalog's log.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { acceptLog } from "./audits/accept.ts";
import { forgetAnchors } from "./audits/outside.ts";
import { openFolder, readMark } from "./runtime/folder.ts";
import { keyFault } from "./runtime/key-marks.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";
import { loadSecrets, secretsFrom } from "./runtime/secrets.ts";
import { countiesIn } from "./runtime/servers.ts";
import { startThese } from "./runtime/start-these.ts";

const [realm, ...words] = process.argv.slice(2);
const why = words.join(" ").trim();

await asCommand(async () => {
  if (!realm || !why) throw new Refusal("用法：npm run audit:accept -- <县，或 platform> <理由>");
  const said = process.env.CATALOG_URL ? await atTurso(realm) : await onThisMachine(realm);
  console.log(`${realm}\t已认可现状：${said}`);
});

async function atTurso(realm: string): Promise<string> {
  const head = await acceptLog(runningVars(), realm, why);
  console.log(`请再删除 R2 中的旧锚点：npx wrangler r2 object delete lianzhi-files/audit/${realm} --remote`);
  return head;
}

/** Stopped, so that nobody seals meanwhile and the files are nobody's. */
async function onThisMachine(realm: string): Promise<string> {
  const path = resolve(process.env.DATA_DIR || ".data");
  const mark = existsSync(path) ? readMark(path) : undefined;
  if (!mark) throw new Refusal(`${path} 不是联治的数据目录。请用 DATA_DIR 指定。`);
  const folder = openFolder(path, mark.purpose);
  try {
    const isDemo = mark.purpose === "demo";
    const secrets = isDemo ? loadSecrets(join(path, "secrets.json"), false) : secretsFrom(process.env);
    const fault = keyFault(mark, secrets);
    if (fault) throw new Refusal(`${path}：${fault}`);
    const { server = 1 } = countiesIn(path).find(({ slug }) => slug === realm) ?? {};
    const { vars, stop } = await startThese(folder, secrets, [...new Set([1, server])]);
    try {
      const head = await acceptLog(vars, realm, why);
      forgetAnchors(folder.file("files/r2"), realm);
      return head;
    } finally {
      await stop();
    }
  } finally {
    folder.unlock();
  }
}

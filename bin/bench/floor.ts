import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort } from "../runtime/ports.ts";
import { newSecrets } from "../runtime/secrets.ts";
import { startDatabases } from "../runtime/stack.ts";
import { answers, type Started, started } from "./processes.ts";

/** The least that a page on this runtime can cost: workerd, one `select 1` asked of the database server, a line of text. */
export async function startFloor(folder: string): Promise<Started & { url: string; pids: number[] }> {
  const options = { folder: join(folder, "floor"), log: join(folder, "floor.log"), secrets: newSecrets() };
  const { sqld, vars } = await startDatabases(options);
  const port = await freePort();
  const namespace = btoa(vars.CATALOG_NAMESPACE).replaceAll("=", "");
  writeFileSync(join(folder, "floor.js"), script(vars.CATALOG_URL, vars.CATALOG_TOKEN, namespace));
  writeFileSync(join(folder, "floor.capnp"), configuration(port));
  const workerd = started(workerdBinary(), ["serve", join(folder, "floor.capnp")]);
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  const stop = async () => {
    await workerd.stop();
    await sqld.stop();
  };
  return { url, pid: workerd.pid, pids: [workerd.pid, sqld.child.pid], stop };
}

const script = (url: string, token: string, namespace: string) => `
const body = JSON.stringify({ requests: [{ type: "execute", stmt: { sql: "select 1" } }, { type: "close" }] });
const headers = { authorization: "Bearer ${token}", "content-type": "application/json", "x-namespace-bin": "${namespace}" };
export default {
  async fetch() {
    const answer = await fetch("${url}/v2/pipeline", { method: "POST", headers, body });
    const { results } = await answer.json();
    return new Response("answer: " + results[0].response.result.rows[0][0].value);
  },
};`;

const configuration = (port: number) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "floor.js", esModule = embed "floor.js")], compatibilityDate = "2026-11-01")),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);`;

function workerdBinary(): string {
  const from = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const platform = `@cloudflare/workerd-${process.platform}-${process.arch === "x64" ? "64" : process.arch}`;
  return createRequire(from.resolve("workerd")).resolve(`${platform}/bin/workerd`);
}

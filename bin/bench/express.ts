import { cpSync, existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "../runtime/ports.ts";
import { answers, type Beside, ran, started } from "./processes.ts";

/**
 * The same pages with Express and SQLite within its process, over a copy of a county; undefined where npm can't install it.
 * better-sqlite3 is taken ready made or built with the headers of the Node that runs this; otherwise Node's own SQLite
 * stands in for it, and the name says so.
 */
export async function startExpress(folder: string, copy: string): Promise<Beside | undefined> {
  const home = join(folder, "express");
  cpSync(join(import.meta.dirname, "express"), home, { recursive: true });
  const install = ["install", "--prefix", home, "--ignore-scripts", "--fetch-retries=0"];
  if (!(await ran("npm", install, withOwnNode()))) {
    console.log("Express is left out: npm could not install it, its registry must be reachable.");
    return undefined;
  }
  const driver = (await built(home)) ? "better-sqlite3" : "node:sqlite, standing in for better-sqlite3";
  const port = await freePort();
  const env = { ...process.env, NODE_ENV: "production", FILE: copy, PORT: String(port) };
  const program = started(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(home, "server.js")],
    env,
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  return { ...program, name: `Express, ${driver}`, url };
}

/** Lets the one package that must run a script; it can be a matter of minutes. */
async function built(home: string): Promise<boolean> {
  const name = "better-sqlite3";
  await ran("npm", ["rebuild", "--prefix", home, "--ignore-scripts=false", name], withOwnNode());
  const works = 'new (require(process.argv[1]))(":memory:")';
  return ran(process.execPath, ["-e", works, join(home, "node_modules", name)]);
}

/** npm installs for this Node, whichever else is found first. */
function withOwnNode(): NodeJS.ProcessEnv {
  const bin = dirname(process.execPath);
  const headers = dirname(bin);
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ...(existsSync(join(headers, "include/node/node.h")) && { npm_config_nodedir: headers }),
  };
}

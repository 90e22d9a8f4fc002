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
  // This project lets no package run scripts; here one must be built, and package.json names it.
  const installed = await ran("npm", ["install", "--prefix", home, "--ignore-scripts=false"], withOwnNode());
  if (!installed || !existsSync(join(home, "node_modules/express"))) {
    console.log("Express is left out: npm could not install it, its registry must be reachable.");
    return undefined;
  }
  const port = await freePort();
  const env = { ...process.env, NODE_ENV: "production", FILE: copy, PORT: String(port) };
  const program = started(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(home, "server.js")],
    env,
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  const driver = existsSync(join(home, "node_modules/better-sqlite3/build/Release/better_sqlite3.node"))
    ? "better-sqlite3"
    : "node:sqlite, standing in for better-sqlite3";
  return { ...program, name: `Express, ${driver}`, url };
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

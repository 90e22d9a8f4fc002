import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { CountySignIns, SignIn } from "../demo/people.ts";
import type { DemoFile } from "../demo.ts";
import { freePort } from "../runtime/ports.ts";
import { answers, type Started, started } from "./processes.ts";

/** The product with its sample, in a folder of its own. */
export interface Ours extends Started {
  url: string;
  /** Its data folder. */
  folder: string;
  /** Who can sign in, by county. */
  signIns: Readonly<Record<string, CountySignIns>>;
}

export async function startOurs(folder: string, start = started): Promise<Ours> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, DATA_DIR: join(folder, "ours"), PORT: String(port), TRUST_PROXY: "1" };
  const program = start(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--import=./bin/imports.ts", "bin/start.ts"],
    env,
  );
  await answers(`${url}/healthz`);
  const { tenants } = JSON.parse(readFileSync(join(folder, "ours", "demo.json"), "utf8")) as DemoFile;
  return { ...program, url, folder: env.DATA_DIR, signIns: tenants };
}

/** An admin's program, which registers one member unit after the other. */
export async function registrar({ url, signIns }: Ours, slug: string) {
  const base = `${url}/t/${slug}`;
  const { token } = await json(`${base}/api/v1/sessions`, signIns[slug]?.admin);
  const headers = { authorization: `Bearer ${token}` };
  const { rules } = await json(`${base}/api/v1/rule-sets/current`, undefined, headers);
  const { groups } = await json(`${base}/api/v1/communities`);
  const unit = { kind: rules.organisation.unitKinds[0].key, orgUnitId: groups[0].communities[0].id };
  return {
    base,
    headers,
    unit,
    register: (name: string, address = "10.1.1.1") =>
      post(`${base}/api/v1/member-units`, { ...unit, name }, { ...headers, "x-forwarded-for": address }),
  };
}

/** The file that the database server keeps a county in. */
export function countyFile(folder: string, slug: string): string {
  const catalog = new DatabaseSync(join(folder, "sqld/dbs/catalog/data"), { readOnly: true });
  const row = catalog.prepare("SELECT database_name AS name FROM tenants WHERE slug = ?").get(slug);
  return join(folder, "sqld/dbs", String(row?.name), "data");
}

/** The member units of a county, straight from the file. */
export function namesOf(folder: string, slug: string): string[] {
  const county = new DatabaseSync(countyFile(folder, slug), { readOnly: true });
  return county
    .prepare("SELECT name FROM member_units")
    .all()
    .map(({ name }) => String(name));
}

/** The databases that SQLite doesn't find whole. */
export const brokenIn = (folder: string): string[] =>
  readdirSync(join(folder, "sqld/dbs")).filter((name) => {
    const database = new DatabaseSync(join(folder, "sqld/dbs", name, "data"), { readOnly: true });
    const found = database.prepare("PRAGMA integrity_check").get();
    database.close();
    return found?.integrity_check !== "ok";
  });

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is described in its own document.
export async function json(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
  const answer = await (body === undefined ? fetch(url, { headers }) : post(url, body, headers));
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export function post(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Signs in as a browser does. */
export async function cookieOf(
  base: string,
  { username, password }: SignIn,
  address = "10.1.1.1",
): Promise<string> {
  const answer = await fetch(`${base}/session`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(base).origin, "x-forwarded-for": address },
    body: new URLSearchParams({ username, password }),
  });
  if (answer.status !== 303) throw new Error(`nobody signed in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import openapiTypes from "openapi-typescript";
import { expect, test } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { sample } from "../photos/samples.ts";
import { newCounty } from "../support/county.ts";
import { stack } from "../support/stack.ts";
import { contract } from "./contract.ts";

/** What the program says of itself; the compiler that checks this file doesn't know it. */
interface Program {
  work(
    place: object,
  ): Promise<Record<"kinds" | "before" | "accepted" | "stale" | "after" | "noted" | "matterId", unknown>>;
}

const folder = join(root, ".build/typed-client");

/** Types made from the description that the running worker gives, beside a program that is written against them. */
async function generated(): Promise<string> {
  const { document } = await contract();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "types.ts"), await openapiTypes(structuredClone(document) as never));
  copyFileSync(join(root, "tests/api/typed-client/program.ts"), join(folder, "program.ts"));
  const compiled = { extends: "../../tsconfig.json", compilerOptions: { lib: ["es2024", "dom"], types: [] } };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...compiled, include: ["."] }));
  return folder;
}

test("a program against generated types compiles, its mistakes don't, and it works", async () => {
  const at = await generated();
  const tsc = join(root, "node_modules/.bin/tsc");
  const told = await promisify(execFile)(tsc, ["-p", at]).catch((error: { stdout: string }) => error);
  expect(told.stdout).toBe("");

  const county = await newCounty();
  const { work } = (await import(join(at, "program.ts"))) as Program;
  const { username, password } = county.people.gridWorker;
  const { slug, org } = county;
  const photos = [new Blob([sample("placed.jpg")])];
  const done = await work({ baseUrl: stack.url, slug, org, officer: { username, password }, photos });
  expect(done).toEqual({
    kinds: ["firstAsked", "agency", "oneWindow", "promise"],
    before: "reported",
    accepted: done.matterId,
    stale: 412,
    after: "accepted",
    noted: done.matterId,
    added: done.matterId,
    withdrawn: "withdrawn",
    matterId: expect.any(String),
  });
});

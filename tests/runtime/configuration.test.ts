import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Bundle, buildBundle, configuration, root } from "../../bin/runtime/bundle.ts";
import { presets } from "../../db/presets/index.ts";
import { limits } from "../../worker/http/limits.ts";

/** Compressed bytes, of every module of the worker: below the 900 kB that it may ever have. */
const BUDGET = 650_000;

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});

test("a worker is built once for each source, so that a restart builds nothing", async () => {
  const { mtimeMs } = statSync(join(root, ".build/worker/settings.json"));
  await buildBundle();
  expect(statSync(join(root, ".build/worker/settings.json")).mtimeMs).toBe(mtimeMs);
});

test("the worker stays within its size", () => {
  const { gzip, modules } = bundle;
  console.log(
    `worker: ${(gzip / 1000).toFixed(0)} kB gzip of ${BUDGET / 1000} kB, ${modules.length} modules`,
  );
  expect(gzip).toBeLessThanOrEqual(BUDGET);
});

test("the worker carries the presets as their files say them, and no YAML", () => {
  const texts = bundle.modules.filter(({ type }) => type === "Text");
  const [text, ...others] = texts.filter(({ path }) => !path.endsWith("static-version.txt"));
  const written = Object.values(presets).map(({ key, rules }) => [key, rules]);
  expect(JSON.parse(new TextDecoder().decode(text?.contents))).toEqual(Object.fromEntries(written));
  expect(others).toEqual([]);
});

test.for(["staging", "production"])(
  "%s has the same bindings and limits as a machine of one's own",
  async (name) => {
    const [own, deployed] = await Promise.all([configuration(), configuration(name)]);
    expect(deployed.r2_buckets.map(({ binding }) => binding)).toEqual(
      own.r2_buckets.map(({ binding }) => binding),
    );
    expect(deployed.queues.producers?.map(({ binding }) => binding)).toEqual(["JOBS"]);
    expect(deployed.queues.consumers?.map(policy)).toEqual(own.queues.consumers?.map(policy));
    expect(deployed.ratelimits.map(({ name, simple }) => [name, simple])).toEqual(
      own.ratelimits.map(({ name, simple }) => [name, simple]),
    );
    expect(deployed.assets).toEqual(own.assets);
    expect(deployed.triggers).toEqual(own.triggers);
    expect(deployed.compatibility_date).toBe(own.compatibility_date);
  },
);

test("programs are told the limits that the worker has", async () => {
  const { ratelimits } = await configuration();
  const figures = (name: string) => ratelimits.find((each) => each.name === name)?.simple;
  const told = ({ quota, seconds }: { quota: number; seconds: number }) => ({
    limit: quota,
    period: seconds,
  });
  expect(told(limits["sign-in"])).toEqual(figures("SIGN_IN_LIMIT"));
  expect(told(limits["sign-in-network"])).toEqual(figures("SIGN_IN_NETWORK_LIMIT"));
  expect(told(limits["look-up"])).toEqual(figures("LOOK_UP_LIMIT"));
  expect(told(limits.photos)).toEqual(figures("PHOTO_LIMIT"));
  expect(told(limits.uploads)).toEqual(figures("UPLOAD_LIMIT"));
  expect(told(limits.visitors)).toEqual(figures("PUBLIC_LIMIT"));
  expect(told(limits.strangers)).toEqual(figures("PUBLIC_LIMIT"));
});

test("environments share no name, bucket, queue or rate limit, nor does what is deployed without one", async () => {
  const all = await Promise.all([configuration(), configuration("staging"), configuration("production")]);
  const names = (config: Awaited<ReturnType<typeof configuration>>) => [
    config.name,
    ...config.r2_buckets.map(({ bucket_name }) => bucket_name),
    ...(config.queues.producers ?? []).map(({ queue }) => queue),
    ...(config.queues.consumers ?? []).map(({ queue }) => queue),
    ...config.ratelimits.map(({ namespace_id }) => namespace_id),
  ];
  const named = all.flatMap((config) => [...new Set(names(config))]);
  expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([]);
});

test("limits share no count", async () => {
  const ids = (await configuration()).ratelimits.map(({ namespace_id }) => namespace_id);
  expect(new Set(ids).size).toBe(ids.length);
});

/** How the queue is consumed, without the queue's name. */
function policy({ queue, dead_letter_queue, ...rest }: { queue: string; dead_letter_queue?: string }) {
  return { ...rest, deadLetters: dead_letter_queue === `${queue}-dead` };
}

test("the lock file holds the packages of every platform, or npm ci refuses it", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")));
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Request, requests } from "../budgets/requests.ts";
import { type County, newCounty } from "../support/county.ts";
import { each } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { isFull } from "../support/sample.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { allowedBy, formOf, type Known, spoilt } from "./arbitrary.ts";
import { type Contract, contract, type Operation } from "./contract.ts";

let county: County;
let operating: Awaited<ReturnType<typeof operator>>;
let stated: Contract;
let known: Known;
beforeAll(async () => {
  [county, operating, stated] = await Promise.all([newCounty(), operator(), contract()]);
  const { org, units } = county;
  const members = [...Object.values(units), org.street, org.community];
  known = {
    orgUnitId: [org.grid, org.community, org.root],
    parentId: [org.street, org.community],
    category: ["lighting", "drainage"],
    level: ["grid", "community"],
    kind: ["basic", "task", "decision", "localUnit"],
    series: ["countyJoint"],
    leadId: [units.water, null],
    ...Object.fromEntries(
      ["members", "assistantIds", "present", "proxy", "late", "leave"].map((name) => [
        name,
        [members, [units.water], null],
      ]),
    ),
    scope: [org.root, org.grid],
    role: ["inspector", "grid_worker"],
    reporterPhone: ["13812345678", "0377-66221234"],
    revision: [1, 2],
    number: [1, 2],
    running: [1, null],
    clocks: [[], null],
    basedOn: [1, null],
    rules: [null],
    file: [null],
    time: ["09:30"],
    username: ["inspector", "nobody"],
    host: [`${county.slug}.fuzz.example`],
  };
});

/** How many requests each operation gets; the same in every run. */
const rounds = isFull ? 80 : 3;

interface Try {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  key: string | null;
  match: string | null;
}

const api = routes.filter(({ isApi, name }) => isApi && name in requests && !name.endsWith("/openapi.json"));
const described = (route: Route): [string, Operation] => {
  const path = route.path.replace(/:(\w+)/g, "{$1}");
  const operation = stated.document.paths[path]?.[route.method.toLowerCase()];
  if (!operation) throw new Error(`${route.name} is not described`);
  return [path, operation];
};

function triesFor(operation: Operation): fc.Arbitrary<Try> {
  const from = (where: string) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === where && parameter.name !== "slug")
          .map(({ name, schema }) => [name, allowedBy(stated.document, known, schema, name)]),
      ),
      where === "path" ? {} : { requiredKeys: [] },
    );
  const { "application/json": json, ...forms } = operation.requestBody?.content ?? {};
  const allowed = ({ schema } = { schema: { type: "object" } as object }) => {
    const body = allowedBy(stated.document, known, schema);
    return fc.oneof({ weight: 3, arbitrary: body }, { weight: 2, arbitrary: spoilt(body) });
  };
  const form = forms["multipart/form-data"];
  const takes = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  return fc.record({
    params: from("path"),
    query: fc.oneof(
      { weight: 4, arbitrary: from("query") },
      { weight: 1, arbitrary: fc.constant({ extra: "1" }) },
    ),
    body: form ? fc.oneof(allowed(json), allowed(form).map(formOf)) : allowed(json),
    key: takes("Idempotency-Key")
      ? fc.constantFrom(null, "fuzz-key-1", "fuzz-key-2", "short")
      : fc.constant(null),
    match: takes("If-Match") ? fc.constantFrom(null, null, '"1"', '"9"', "*", "none") : fc.constant(null),
  });
}

async function attempt(route: Route, path: string, made: Request, one: Try): Promise<string[]> {
  // Half of the time the record that the request is about is there.
  const params = { ...one.params, ...(one.key === "fuzz-key-1" ? {} : made.params), slug: county.slug };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])).replace(/^\.*$/, "dots"),
  );
  const question = new URLSearchParams(
    Object.entries(one.query).map(([name, value]) => [name, String(value)]),
  );
  const who = made.who === "visitor" ? null : made.who === "operator" ? operating : county.as(made.who);
  const reads = route.method === "GET";
  const visit = {
    headers: {
      ...(who ? { authorization: `Bearer ${await sessionOf(who, "api")}` } : {}),
      ...(one.key ? { "idempotency-key": one.key } : {}),
      ...(one.match ? { "if-match": one.match } : {}),
    },
  };
  const at = reads && question.size > 0 ? `${filled}?${question}` : filled;
  const answer = await (one.body instanceof FormData
    ? newVisitor().post(at, one.body, visit)
    : newVisitor().json(route.method, at, reads ? undefined : one.body, visit));
  const { status, headers } = answer;
  const type = headers.get("content-type") ?? "";
  // A file is no JSON.
  const body = /json/.test(type) ? await answer.json() : await answer.text();
  const wrong = stated.complaintsAboutAnswer(route.method, filled, { status, headers, type, body });
  if (status >= 500) wrong.push("it broke");
  return wrong.map((each) => `${route.method} ${filled}?${question} ${said(one.body)} → ${status}: ${each}`);
}

const said = (body: unknown) => JSON.stringify(body instanceof FormData ? [...body] : body);

describe("whatever is sent, each answer has a number, header fields and content that the document names", () => {
  // Opening a county takes a second; two are enough to see what is answered.
  const roundsOf = ({ method, path }: Route) =>
    method === "POST" && path.endsWith("/tenants") ? Math.min(rounds, 2) : rounds;

  test.for(api)("$name", async (route) => {
    const [path, operation] = described(route);
    const tries = fc.sample(triesFor(operation), {
      numRuns: roundsOf(route),
      seed: 20_261_129 + api.indexOf(route),
    });
    const wrong: string[] = [];
    // A fresh record for every ten: a county keeps a hundred drafts at most.
    for (let at = 0; at < tries.length; at += 10) {
      const made = (await requests[route.name]?.(county)) ?? { who: "visitor" };
      await each(tries.slice(at, at + 10), async (one) => {
        wrong.push(...(await attempt(route, path, made, one)));
      });
    }
    expect(wrong).toEqual([]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConstraintFailed, DatabaseBlocked, DatabaseUnavailable, SchemaMissing } from "../../db/client.ts";
import { xinye } from "../../db/demo/xinye/index.ts";
import * as domain from "../../worker/domain/errors.ts";
import { answerOf, type answers } from "../../worker/http/answers.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const sources = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|toml)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

/** The names of environment variables a document mentions. */
const variablesIn = (text: string) => [...new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g))];

describe("a decision record", () => {
  const folder = "docs/decisions";
  test.for(readdirSync(join(root, folder)))("%s has its four parts, in order", (file) => {
    const headings = [...read(join(folder, file)).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(["Context", "Decision", "Consequences", "What would change our mind"]);
  });

  test.for(readdirSync(join(root, folder)))("%s fits on a page", (file) => {
    expect(read(join(folder, file)).split(/\s+/).length).toBeLessThan(700);
  });
});

test("every setting that the documents name is one the program reads", () => {
  const program = sources("bin") + sources("worker") + sources("tests/support") + read("wrangler.toml");
  const named = variablesIn(["README.md", "README.zh-CN.md", "docs/operations.md"].map(read).join("\n"));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !program.includes(name))).toEqual([]);
});

test("the Chinese README names every command for seeing and using it that the English one does", () => {
  const [before = ""] = read("README.md").split("## Develop it");
  const commandsIn = (text: string) =>
    [...new Set(text.match(/npm (?:run [a-z:]+|ci|start|test)\b/g))].sort();
  expect(commandsIn(read("README.zh-CN.md"))).toEqual(expect.arrayContaining(commandsIn(before)));
});

test("the API's errors are told with the numbers and types that their answers have", () => {
  const errors: Record<keyof typeof answers, Error[]> = {
    BadRequest: ([400, 403, 415] as const).map((status) => new domain.BadRequest(status, "")),
    Conflict: [new domain.Conflict("")],
    ConstraintFailed: [new ConstraintFailed("", {})],
    SchemaMissing: [new SchemaMissing()],
    DatabaseBlocked: [new DatabaseBlocked()],
    DatabaseUnavailable: [new DatabaseUnavailable()],
    Forbidden: [new domain.Forbidden()],
    Invalid: [new domain.Invalid([])],
    MethodNotAllowed: [new domain.MethodNotAllowed([])],
    Misdirected: [new domain.Misdirected()],
    NotFound: [new domain.NotFound()],
    // Of forms only: programs have no pages open.
    OtherAccount: [],
    PreconditionFailed: [new domain.PreconditionFailed()],
    TooLarge: [new domain.TooLarge(1)],
    TooMany: [new domain.TooMany(1)],
    Unauthenticated: [new domain.Unauthenticated()],
    Unavailable: [new domain.Unavailable()],
    Unproven: [new domain.Unproven()],
    UnknownTenant: [new domain.UnknownTenant("")],
  };
  const given = Object.values(errors).flat().map(answerOf);
  const [, table = ""] = read("docs/api.md").split("\n## Errors\n");
  const rows = [...table.matchAll(/^\| ([\d, ]+) \| ([a-z`, -]+) \|/gm)];
  const told = rows.flatMap(([, statuses = "", types = ""]) =>
    statuses
      .split(", ")
      .flatMap((status) => types.match(/[a-z-]+/g)?.map((type) => `${status.trim()} ${type}`) ?? []),
  );
  expect(told.sort()).toEqual([...new Set(given.map(({ status, type }) => `${status} ${type}`))].sort());
});

describe("what the READMEs send a newcomer to is in the sample", () => {
  const names = new Set([...xinye.org.map(({ name }) => name), ...xinye.meetings.map(({ title }) => title)]);
  const today = xinye.meetings.find(({ state }) => state === "open");
  const waiting = xinye.matters.find(
    ({ steps, org }) => steps.length === 0 && xinye.people.some(({ key }) => key === `worker-${org}`),
  );

  test.for(["README.md", "README.zh-CN.md"])("%s", (file) => {
    const readme = read(file);
    for (const name of ["红旗社区", "红旗社区第二网格", "新野县城市基层治理联席会议"]) {
      expect([name, readme.includes(name), names.has(name)]).toEqual([name, true, true]);
    }
    expect(today?.title).toBe("新野县城市基层治理联席会议");
    // The demo writes down the sign-ins of these two.
    expect(readme).toContain(`worker-${waiting?.org}`);
    expect(readme).toContain(`liaison-${today?.attendance[0]?.unit}`);
  });
});

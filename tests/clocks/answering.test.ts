import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import * as ofAssignments from "../../worker/domain/assignments/clocks.ts";
import type { ClockKind } from "../../worker/domain/clocks/kinds.ts";
import * as ofFilings from "../../worker/domain/filings/clocks.ts";
import { type Role, roles } from "../../worker/domain/kernel/roles.ts";
import * as ofMatters from "../../worker/domain/matters/clocks.ts";
import * as ofResolutions from "../../worker/domain/resolutions/clocks.ts";
import * as ofCalls from "../../worker/domain/whistles/clocks.ts";

/** A county's database by itself: a street with a community of two grids, and a member unit of the street. */
function county() {
  const db = new DatabaseSync(":memory:");
  for (const { statements } of tenantMigrations) for (const statement of statements) db.exec(statement);
  const tree = [
    ["root", "/root/"],
    ["street", "/root/street/"],
    ["community", "/root/street/community/"],
    ["grid", "/root/street/community/grid/"],
    ["second", "/root/street/community/second/"],
    ["elsewhere", "/root/elsewhere/"],
  ];
  for (const [id, path] of tree)
    db.exec(`insert into org_units (id, level, name, path) values ('${id}', 'x', '${id}', '${path}')`);
  db.exec(`insert into member_units (id, name, kind, org_unit_id, org_path)
    values ('water', 'water', 'x', 'street', '/root/street/')`);
  let made = 0;
  return {
    db,
    account: (id: string) =>
      db.exec(
        `insert into accounts (id, username, name, password_hash, created_at) values ('${id}', '${id}', '', '', '')`,
      ),
    grant: (account: string, role: Role, scope: string) =>
      db.exec(`insert into grants (id, account_id, role, scope_kind, scope_id, granted_at)
        values ('g${++made}', '${account}', '${role}', 'org', '${scope}', '${String(made).padStart(9, "0")}')`),
    clock: (id: string, [noun, kind]: readonly [string, string], owner: string, ownerKind = "org") =>
      db.exec(`insert into clocks (id, noun, record, kind, title, owner_kind, owner, started_at, due_at, state,
        rule_version, rule_path, inputs, set_by) values ('${id}', '${noun}', 'r', '${kind}', '', '${ownerKind}',
        '${owner}', '', '', 'running', 1, '', '{}', 'rules')`),
    answeredBy: (id: string) =>
      db.prepare("select answered_by from clocks where id = ?").get(id)?.answered_by ?? null,
    /** The clocks whose kept answer isn't the one that is found by looking now. */
    stale: () =>
      db
        .prepare(
          "select id from clocks join answering on clock = id where state = 'running' and answered_by is not scope",
        )
        .all(),
  };
}

const step = ["matter", "step"] as const;
const lead = ["resolution", "lead"] as const;

test("whose work a kind of clock is, the database knows as its description says", () => {
  const kinds = [ofMatters, ofResolutions, ofCalls, ofAssignments, ofFilings].flatMap((clocks) =>
    Object.values<ClockKind<never>>(clocks),
  );
  for (const { noun, kind, keepers, todo } of kinds.filter(({ todo }) => todo !== null)) {
    const kept = Object.keys(roles).filter((role) => {
      const place = county();
      place.account("a");
      place.grant("a", role as Role, role === "unit_liaison" ? "water" : "community");
      place.clock("c", [noun, kind], role === "unit_liaison" ? "water" : "grid");
      return place.answeredBy("c") === (role === "unit_liaison" ? "water" : "community");
    });
    // A liaison is only ever one of a member unit, which owns tasks and stages of calls alone.
    const comparable =
      noun === "matter" || noun === "filing" || ["review", "objection", "return"].includes(kind)
        ? kept.filter((role) => role !== "unit_liaison")
        : kept;
    expect({ kind, todo, kept: comparable.sort() }).toEqual({ kind, todo, kept: [...keepers].sort() });
  }
});

describe("work stands before the nearest where somebody is", () => {
  test("it rises step by step as people leave, and comes back as they come", () => {
    const place = county();
    for (const id of ["admin", "officer", "worker", "other"]) place.account(id);
    place.clock("c", step, "grid");
    expect(place.answeredBy("c")).toBe("grid");
    place.grant("admin", "county_admin", "root");
    expect(place.answeredBy("c")).toBe("root");
    place.grant("officer", "street_officer", "street");
    expect(place.answeredBy("c")).toBe("street");
    place.grant("worker", "grid_worker", "grid");
    place.grant("other", "grid_worker", "grid");
    expect(place.answeredBy("c")).toBe("grid");
    place.db.exec("update accounts set disabled_at = 'x' where id = 'worker'");
    expect(place.answeredBy("c")).toBe("grid");
    place.db.exec("update grants set revoked_at = 'x' where account_id = 'other'");
    expect(place.answeredBy("c")).toBe("street");
    place.db.exec("update accounts set disabled_at = 'x' where id = 'officer'");
    expect(place.answeredBy("c")).toBe("root");
    place.db.exec("update accounts set disabled_at = null where id in ('worker', 'officer')");
    expect(place.answeredBy("c")).toBe("grid");
  });

  test("whoever can't do it isn't there for it: an inspector, a secretary where a matter is dealt with", () => {
    const place = county();
    for (const id of ["admin", "inspector", "secretary"]) place.account(id);
    place.grant("admin", "county_admin", "root");
    place.grant("inspector", "inspector", "community");
    place.grant("secretary", "meeting_secretary", "street");
    place.clock("matter", step, "grid");
    place.clock("task", lead, "grid");
    expect([place.answeredBy("matter"), place.answeredBy("task")]).toEqual(["root", "street"]);
  });

  test("a member unit's rises to whoever convenes where it is registered, and follows it to another place", () => {
    const place = county();
    for (const id of ["admin", "secretary", "liaison"]) place.account(id);
    place.grant("admin", "county_admin", "root");
    place.grant("secretary", "meeting_secretary", "street");
    place.clock("task", lead, "water", "unit");
    expect(place.answeredBy("task")).toBe("street");
    place.grant("liaison", "unit_liaison", "water");
    expect(place.answeredBy("task")).toBe("water");
    place.db.exec("update accounts set disabled_at = 'x' where id = 'liaison'");
    place.db.exec("update member_units set org_unit_id = 'root', org_path = '/root/' where id = 'water'");
    expect(place.answeredBy("task")).toBe("root");
  });

  test("somebody's own rises to where they worked last", () => {
    const place = county();
    for (const id of ["admin", "worker", "officer"]) place.account(id);
    place.grant("admin", "county_admin", "root");
    place.grant("worker", "grid_worker", "grid");
    place.clock("own", step, "worker", "account");
    expect(place.answeredBy("own")).toBe("worker");
    place.db.exec("update accounts set disabled_at = 'x' where id = 'worker'");
    expect(place.answeredBy("own")).toBe("root");
    place.grant("officer", "community_officer", "community");
    expect(place.answeredBy("own")).toBe("community");
  });

  test("what ended keeps who answered then; what runs again is looked at anew", () => {
    const place = county();
    for (const id of ["admin", "worker"]) place.account(id);
    place.grant("admin", "county_admin", "root");
    place.clock("c", step, "grid");
    place.db.exec("update clocks set state = 'met', ended_at = 'x'");
    place.grant("worker", "grid_worker", "grid");
    expect(place.answeredBy("c")).toBe("root");
    place.db.exec("update clocks set state = 'running', ended_at = null");
    expect(place.answeredBy("c")).toBe("grid");
  });
});

const scope = fc.constantFrom("root", "street", "community", "grid", "second", "elsewhere", "water");
const person = fc.constantFrom("a", "b", "c");
const change = fc.oneof(
  fc.record({
    op: fc.constant("grant" as const),
    person,
    scope,
    role: fc.constantFrom(...(Object.keys(roles) as Role[])),
  }),
  fc.record({ op: fc.constantFrom("revoke" as const, "clock" as const), person, scope }),
  fc.record({ op: fc.constantFrom("close" as const, "open" as const), person }),
  fc.record({ op: fc.constant("move" as const), to: fc.constantFrom("/root/", "/root/elsewhere/") }),
);

test("however people come and go, each clock that runs stands where looking now would put it", () => {
  const one = fc.array(change, { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(one, (changes) => {
      const place = county();
      for (const id of ["a", "b", "c"]) place.account(id);
      const closed = new Set<string>();
      for (const [at, each] of changes.entries()) {
        if (each.op === "close") closed.add(each.person);
        if (each.op === "open") closed.delete(each.person);
        // Nobody gives a role to an account that was closed.
        if (each.op === "grant" && closed.has(each.person)) continue;
        if (each.op === "grant") place.grant(each.person, each.role, each.scope);
        else if (each.op === "revoke")
          place.db.exec(
            `update grants set revoked_at = 'x' where account_id = '${each.person}' and scope_id = '${each.scope}'`,
          );
        else if (each.op === "clock") {
          place.clock(`m${at}`, step, each.scope);
          place.clock(`t${at}`, lead, each.scope);
          place.clock(`r${at}`, ["resolution", "review"], each.scope);
          place.clock(`c${at}`, ["call", "sign"], each.scope);
          place.clock(`a${at}`, ["assignment", "answer"], each.scope);
          place.clock(`o${at}`, step, each.person, "account");
        } else if (each.op === "move") place.db.exec(`update member_units set org_path = '${each.to}'`);
        else
          place.db.exec(
            `update accounts set disabled_at = ${each.op === "close" ? "'x'" : "null"} where id = '${each.person}'`,
          );
        expect(place.stale()).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

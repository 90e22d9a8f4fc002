import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { Known } from "../../db/known.ts";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import { rulesAt, rulesColumns } from "../../worker/domain/county/county.ts";
import { instant } from "../../worker/time/instants.ts";
import { newCounty } from "../support/county.ts";

describe("published rules", () => {
  const now = instant("2026-11-20T02:00:00Z");

  test("are sent and parsed once, and then shared, so that nobody may change them", async () => {
    const { db } = await newCounty();
    const first = (await db.read({ rules: rulesAt(db.orm, now) })).rules[0];
    const again = await db.read({
      rules: rulesAt(db.orm, now),
      every: db.orm.select(rulesColumns(db.orm)).from(ruleSets),
    });
    expect(again.rules[0]?.document).toBe(first?.document);
    expect(again.every[0]?.document).toBe(first?.document);
    expect(first?.document.intake.categories.length).toBeGreaterThan(1);
    expect(() => first?.document.intake.categories.pop()).toThrow(TypeError);
  });

  test("are told apart by when they were published: a number comes again where a county is put back", async () => {
    const { db } = await newCounty();
    const before = (await db.read({ rules: rulesAt(db.orm, now) })).rules[0];
    if (!before) throw new Error("no rules");
    const { organisation } = before.document;
    const other = { ...before.document, organisation: { ...organisation, unitKinds: [] } };
    await db.write([
      db.orm
        .update(ruleSets)
        .set({ document: other, publishedAt: instant("2025-01-01T00:00:00Z") })
        .where(eq(ruleSets.version, before.version)),
    ]);
    const after = (await db.read({ rules: rulesAt(db.orm, now) })).rules[0];
    expect(after?.document.organisation.unitKinds).toEqual([]);
    expect(before.document.organisation.unitKinds).not.toEqual([]);
  });

  test("of one county are nothing to another, even of the same number and moment", async () => {
    const [one, other] = [await newCounty(), await newCounty()];
    await one.db.read({ rules: rulesAt(one.db.orm, now) });
    expect([one.db.orm.known.held.size, other.db.orm.known.held.size]).toEqual([1, 0]);
  });
});

describe("what is kept", () => {
  test("is what was learnt last, of one database", () => {
    const known = new Known();
    for (const name of ["1", "2", "3", "4", "5"]) known.learn(name, name);
    expect([...known.held.keys()]).toEqual(["2", "3", "4", "5"]);
  });

  test("is of the databases asked for last, and an answer under way keeps what it was asked by", () => {
    const first = new Known();
    first.learn("1", "one");
    const asked = new Known();
    asked.learn("1", "one");
    const underWay = first.held;
    for (let more = 0; more < 249; more++) {
      void asked.held;
      new Known().learn("1", more);
    }
    expect([first.held.size, underWay.get("1"), asked.held.get("1")]).toEqual([0, "one", "one"]);
  });
});

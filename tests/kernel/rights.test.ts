import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayEver, type Right, scopesOf, scopesOfPath, verdict } from "../../worker/domain/kernel/rights.ts";
import { type Grant, type Role, roles } from "../../worker/domain/kernel/roles.ts";
import { rights } from "../../worker/domain/nouns.ts";

/** Few scopes, so that grants and records meet often. */
const scope = fc.constantFrom("county", "street", "community", "grid", "water", "power");
const scopes = fc.uniqueArray(scope);
const role = fc.constantFrom(...(Object.keys(roles) as Role[]));
const action = fc.constantFrom(...Object.values(rights));

const held: fc.Arbitrary<Grant> = fc.record({
  role,
  scopeKind: fc.constantFrom("org" as const, "unit" as const),
  scopeId: scope,
  scopeName: fc.constant(null),
});
const operating: Grant = { role: "operator", scopeKind: "platform", scopeId: null, scopeName: null };
const grants = fc.array(
  fc.oneof({ weight: 9, arbitrary: held }, { weight: 1, arbitrary: fc.constant(operating) }),
  {
    maxLength: 5,
  },
);

const rank = { hidden: 0, forbidden: 1, allowed: 2 };

/** Whether the right is tied to roles, held in scopes. */
const byRole = ({ who }: Right): boolean => typeof who === "object";

/** A verdict for somebody with these grants. */
const answer = (grants: readonly Grant[], right: Right, act: readonly string[], see = act) =>
  verdict({ kind: "person", grants }, right, { act, see });

describe("a verdict", () => {
  test("never gets worse by holding more", () => {
    fc.assert(
      fc.property(grants, grants, action, scopes, scopes, (some, more, name, act, see) => {
        const before = answer(some, name, act, see);
        const after = answer([...some, ...more], name, act, see);
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  test("never gets worse for a record that lies in more scopes", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, scopes, (some, name, act, see, more) => {
        const before = answer(some, name, act, see);
        expect(rank[answer(some, name, [...act, ...more], see)]).toBeGreaterThanOrEqual(rank[before]);
        expect(rank[answer(some, name, act, [...see, ...more])]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  test("depends on neither the order of grants and scopes nor on repetition", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const turned = (list: readonly string[]) => [...list, ...list].reverse();
        expect(answer([...some, ...some].reverse(), name, turned(act), turned(see))).toBe(
          answer(some, name, act, see),
        );
      }),
    );
  });

  test("is allowed exactly when one grant alone allows it", () => {
    fc.assert(
      fc.property(grants, action, scopes, (some, name, act) => {
        fc.pre(byRole(name));
        const alone = some.some((grant) => answer([grant], name, act) === "allowed");
        expect(answer(some, name, act) === "allowed").toBe(alone);
      }),
    );
  });

  test("lets nobody act for being able to see", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const allowed = answer(some, name, act, see) === "allowed";
        expect(allowed).toBe(answer(some, name, act, []) === "allowed");
      }),
    );
  });

  test("is a refusal only where the record may be seen, and otherwise as if it weren't there", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const refusal = answer(some, name, act, see);
        fc.pre(refusal !== "allowed");
        const { seenBy } = name;
        const seen = byRole(name) && seenBy !== undefined && answer(some, seenBy, see) === "allowed";
        expect(refusal).toBe(seen ? "forbidden" : "hidden");
      }),
    );
  });

  test("is never more than what a role may ever do", () => {
    fc.assert(
      fc.property(grants, action, scopes, (some, name, act) => {
        if (answer(some, name, act) === "allowed") expect(mayEver(some, name)).toBe(true);
      }),
    );
  });

  test("agrees with what lists find", () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 5 }), action, scope, (some, name, record) => {
        fc.pre(byRole(name));
        const found = scopesOf(some, name).includes(record);
        expect(found).toBe(answer(some, name, [record]) === "allowed");
      }),
    );
  });
});

test("without a grant only what is open to all is allowed, and nothing else is even there", () => {
  for (const right of Object.values(rights)) {
    const open = right.who === "public" || right.who === "signedIn";
    expect(answer([], right, ["county"]), right.action).toBe(open ? "allowed" : "hidden");
  }
});

test("whoever may act may also see, in every right", () => {
  for (const { who, seenBy, action } of Object.values(rights)) {
    if (typeof who === "string" || !seenBy) continue;
    const seeing = seenBy.who as readonly Role[];
    expect(
      who.filter((each) => !seeing.includes(each)),
      action,
    ).toEqual([]);
  }
});

describe("what time makes happen", () => {
  const county: Grant[] = (Object.keys(roles) as Role[]).map((role) => ({
    role,
    scopeKind: role === "operator" ? "platform" : "org",
    scopeId: "county",
    scopeName: null,
  }));
  const timely = Object.values(rights).filter(({ who }) => who === "system");

  test("is the system's alone: no role, held anywhere, may do it or is offered it", () => {
    expect(timely.map(({ action }) => action).sort()).toEqual([
      "clock.reckon",
      "matter.forgetReporter",
      "matter.lapse",
      "matter.raiseDue",
      "matter.resumeDue",
      "person.handOver",
      "webhook.stop",
    ]);
    for (const right of timely) {
      expect(answer(county, right, ["county"]), right.action).toBe("hidden");
      expect(verdict({ kind: "visitor", grants: [] }, right, []), right.action).toBe("hidden");
      expect(mayEver(county, right), right.action).toBe(false);
    }
  });

  test("is all that the system may do", () => {
    for (const right of Object.values(rights)) {
      const allowed = verdict({ kind: "system", grants: [] }, right, ["county"]) === "allowed";
      expect(allowed, right.action).toBe(timely.includes(right));
    }
  });
});

test("a path names every unit from the top down", () => {
  expect(scopesOfPath("/a/b/c/")).toEqual(["a", "b", "c"]);
  expect(scopesOfPath("")).toEqual([]);
});

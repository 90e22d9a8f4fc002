import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Action,
  type Grant,
  mayEver,
  policies,
  type Role,
  roles,
  scopesOf,
  scopesOfPath,
  verdict,
} from "../../worker/domain/kernel/policy.ts";

/** Few scopes, so that grants and records meet often. */
const scope = fc.constantFrom("county", "street", "community", "grid", "water", "power");
const scopes = fc.uniqueArray(scope);
const role = fc.constantFrom(...(Object.keys(roles) as Role[]));
const action = fc.constantFrom(...(Object.keys(policies) as Action[]));

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

interface Rule {
  roles: readonly Role[];
  seenBy?: Action;
}
const ruleOf = (name: Action): "public" | "signedIn" | Rule => policies[name];

describe("a verdict", () => {
  test("never gets worse by holding more", () => {
    fc.assert(
      fc.property(grants, grants, action, scopes, scopes, (some, more, name, act, see) => {
        const before = verdict(some, name, act, see);
        const after = verdict([...some, ...more], name, act, see);
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  test("never gets worse for a record that lies in more scopes", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, scopes, (some, name, act, see, more) => {
        const before = verdict(some, name, act, see);
        expect(rank[verdict(some, name, [...act, ...more], see)]).toBeGreaterThanOrEqual(rank[before]);
        expect(rank[verdict(some, name, act, [...see, ...more])]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  test("depends on neither the order of grants and scopes nor on repetition", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const turned = (list: readonly string[]) => [...list, ...list].reverse();
        expect(verdict([...some, ...some].reverse(), name, turned(act), turned(see))).toBe(
          verdict(some, name, act, see),
        );
      }),
    );
  });

  test("is allowed exactly when one grant alone allows it", () => {
    fc.assert(
      fc.property(grants, action, scopes, (some, name, act) => {
        fc.pre(typeof ruleOf(name) === "object");
        const alone = some.some((grant) => verdict([grant], name, act) === "allowed");
        expect(verdict(some, name, act) === "allowed").toBe(alone);
      }),
    );
  });

  test("lets nobody act for being able to see", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const allowed = verdict(some, name, act, see) === "allowed";
        expect(allowed).toBe(verdict(some, name, act, []) === "allowed");
      }),
    );
  });

  test("is a refusal only where the record may be seen, and otherwise as if it weren't there", () => {
    fc.assert(
      fc.property(grants, action, scopes, scopes, (some, name, act, see) => {
        const answer = verdict(some, name, act, see);
        fc.pre(answer !== "allowed");
        const rule = ruleOf(name);
        const seenBy = typeof rule === "object" ? rule.seenBy : undefined;
        const seen = seenBy !== undefined && verdict(some, seenBy, see) === "allowed";
        expect(answer).toBe(seen ? "forbidden" : "hidden");
      }),
    );
  });

  test("is never more than what a role may ever do", () => {
    fc.assert(
      fc.property(grants, action, scopes, (some, name, act) => {
        if (verdict(some, name, act) === "allowed") expect(mayEver(some, name)).toBe(true);
      }),
    );
  });

  test("agrees with what lists find", () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 5 }), action, scope, (some, name, record) => {
        fc.pre(typeof ruleOf(name) === "object");
        const found = scopesOf(some, name).includes(record);
        expect(found).toBe(verdict(some, name, [record]) === "allowed");
      }),
    );
  });
});

test("without a grant only what is open to all is allowed, and nothing else is even there", () => {
  for (const name of Object.keys(policies) as Action[]) {
    const open = typeof ruleOf(name) === "string";
    expect(verdict([], name, ["county"]), name).toBe(open ? "allowed" : "hidden");
  }
});

test("whoever may act may also see, in every rule", () => {
  for (const name of Object.keys(policies) as Action[]) {
    const rule = ruleOf(name);
    if (typeof rule === "string" || !rule.seenBy) continue;
    const seeing = ruleOf(rule.seenBy) as Rule;
    expect(
      rule.roles.filter((each) => !seeing.roles.includes(each)),
      name,
    ).toEqual([]);
  }
});

test("a path names every unit from the top down", () => {
  expect(scopesOfPath("/a/b/c/")).toEqual(["a", "b", "c"]);
  expect(scopesOfPath("")).toEqual([]);
});

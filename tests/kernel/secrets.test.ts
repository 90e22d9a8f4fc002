import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  idMaker,
  newId,
  newReceiptCode,
  newToken,
  receiptCodeFrom,
  type Secrets,
  secretsFrom,
  sha256,
} from "../../worker/domain/kernel/secrets.ts";

const newKey = () => randomBytes(32).toString("base64");
const text = fc.string({ unit: "grapheme" });

let secrets: Secrets;
let others: Secrets;
beforeAll(async () => {
  [secrets, others] = await Promise.all([secretsFrom(newKey()), secretsFrom(newKey())]);
});

describe("after a change of keys", () => {
  const [old, older, current] = [newKey(), newKey(), newKey()];

  test("what was sealed and handed out before is still known, and nothing is made with the old keys", async () => {
    const [before, before2] = await Promise.all([secretsFrom(old), secretsFrom(older)]);
    const now = await secretsFrom(current, `${old},${older}`);
    for (const each of [before, before2]) expect(await now.open(await each.seal("t", "x"), "x")).toBe("t");
    await expect(before.open(await now.seal("t", "x"), "x")).rejects.toThrow();
    const all = await now.derivations("p", "id");
    expect(all).toEqual([
      await now.derive("p", "id"),
      await before.derive("p", "id"),
      await before2.derive("p", "id"),
    ]);
    expect(await now.derive("p", "id")).toBe(await (await secretsFrom(current)).derive("p", "id"));
    const ids = (await now.sealers("xinye")).map(({ id }) => id);
    expect(ids[1]).toBe((await before.sealers("xinye"))[0].id);
    expect(new Set(ids).size).toBe(3);
  });

  test("each realm has keys of its own for its log", async () => {
    const now = await secretsFrom(current, old);
    const [ours, theirs] = [await now.sealers("xinye"), await now.sealers("yulong")];
    expect(new Set([...ours, ...theirs].map(({ id }) => id)).size).toBe(4);
    const macs = await Promise.all([...ours, ...theirs].map((sealer) => sealer.mac("text")));
    expect(new Set(macs).size).toBe(4);
    expect(macs.every((mac) => /^[0-9a-f]{64}$/.test(mac))).toBe(true);
  });

  test("a previous key that is none is refused", async () => {
    await expect(secretsFrom(current, `${old},${btoa("short")}`)).rejects.toThrow();
  });
});

describe("what is sealed", () => {
  test("opens again in the same context", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (plain, context) => {
        expect(await secrets.open(await secrets.seal(plain, context), context)).toBe(plain);
      }),
    );
  });

  test("opens in no other context and with no other key", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (plain, context, other) => {
        fc.pre(context !== other);
        const sealed = await secrets.seal(plain, context);
        await expect(secrets.open(sealed, other)).rejects.toThrow();
        await expect(others.open(sealed, context)).rejects.toThrow();
      }),
    );
  });

  test("opens no more once any of its characters is another", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), fc.constantFrom(..."AQgwz3_-"), async (plain, at, letter) => {
        const sealed = await secrets.seal(plain, "token xinye");
        // The last character of each part holds bits that aren't used.
        const [iv = "", box = ""] = sealed.split(".");
        const index = at % (iv.length + box.length - 2);
        const spot = index < iv.length - 1 ? index : index + 2;
        fc.pre(sealed[spot] !== letter && sealed[spot] !== ".");
        const changed = sealed.slice(0, spot) + letter + sealed.slice(spot + 1);
        await expect(secrets.open(changed, "token xinye")).rejects.toThrow();
      }),
    );
  });

  test("never looks the same twice and never holds the plain text", async () => {
    const [first, second] = [await secrets.seal("a token", "x"), await secrets.seal("a token", "x")];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(first).not.toContain("token");
  });

  test("rubbish doesn't open", async () => {
    for (const rubbish of ["", ".", "a.b", "no point", "!.!", "AAAA.AAAA"]) {
      await expect(secrets.open(rubbish, "x")).rejects.toThrow();
    }
  });
});

describe("what is derived", () => {
  const purpose = fc.stringMatching(/^[a-z]{1,12}( [a-z0-9-]{2,12})?$/);

  test("is the same each time, and URL-safe", async () => {
    await fc.assert(
      fc.asyncProperty(purpose, text, async (what, id) => {
        const derived = await secrets.derive(what, id);
        expect(derived).toMatch(/^[\w-]{43}$/);
        expect(await secrets.derive(what, id)).toBe(derived);
      }),
    );
  });

  test("differs by purpose, by id and by key", async () => {
    await fc.assert(
      fc.asyncProperty(purpose, purpose, text, text, async (what, another, id, other) => {
        fc.pre(what !== another && id !== other);
        const derived = await Promise.all([
          secrets.derive(what, id),
          secrets.derive(another, id),
          secrets.derive(what, other),
          secrets.derive(another, other),
          others.derive(what, id),
        ]);
        expect(new Set(derived).size).toBe(5);
      }),
    );
  });
});

test.each([
  ["too short", randomBytes(31).toString("base64")],
  ["too long", randomBytes(33).toString("base64")],
  ["empty", ""],
  ["no base64", "not a key!"],
])("a key that is %s is refused", async (_how, key) => {
  await expect(secretsFrom(key)).rejects.toThrow();
});

test("the digest is SHA-256 in hex", async () => {
  expect(await sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("tokens are 256 bits and never the same", () => {
  const tokens = Array.from({ length: 200 }, newToken);
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
  expect(new Set(tokens).size).toBe(200);
});

describe("a receipt code", () => {
  /** No letter or digit that reads as another: no 0 O, 1 I L, U V. */
  const stored = /^([23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}-){3}[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}$/;
  const code = fc.constantFrom(...Array.from({ length: 50 }, newReceiptCode));

  test("has four times four unmistakable letters", () => {
    for (let count = 0; count < 500; count++) expect(newReceiptCode()).toMatch(stored);
  });

  test("uses all its letters", () => {
    const used = new Set(Array.from({ length: 500 }, newReceiptCode).join("").replaceAll("-", ""));
    expect(used.size).toBe(30);
  });

  const ways: [string, (code: string) => string][] = [
    ["as it stands", (typed) => typed],
    ["in small letters", (typed) => typed.toLowerCase()],
    ["without hyphens", (typed) => typed.replaceAll("-", "")],
    ["with spaces", (typed) => ` ${typed.replaceAll("-", " ")}\n`],
    ["with Chinese dashes", (typed) => typed.replaceAll("-", "—")],
    [
      "in full width",
      (typed) => typed.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
    ],
    ["after words", (typed) => `回执码：${typed}。`],
    [
      "as the address of its page",
      (typed) => `https://zhili.example.gov.cn/t/xinye/receipts/${typed}?x=1#top`,
    ],
    ["letter by letter", (typed) => [...typed].join("\u200b ")],
  ];
  test.each(ways)("typed %s is found", (_how, typed) => {
    fc.assert(
      fc.property(code, (each) => {
        expect(receiptCodeFrom(typed(each))).toBe(each);
      }),
    );
  });

  test("is made of nothing that was never given out", () => {
    const letters = fc.stringMatching(/^[0-9A-Za-z -]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(text, letters, fc.stringMatching(/^[0-9A-Z]{16}$/)), (typed) => {
        const found = receiptCodeFrom(typed);
        if (found !== null) expect(found).toMatch(stored);
      }),
    );
  });
});

describe("ids", () => {
  const moment = fc.integer({ min: 0, max: Date.UTC(2200, 0) });

  test("are UUIDs of version 7 that hold their moment", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 4095 }), (now, count) => {
        const id = newId(now, count);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
      }),
    );
  });

  test("sort by time, and within a moment in the order of making", () => {
    fc.assert(
      fc.property(fc.uniqueArray(moment, { minLength: 2, maxLength: 5 }), (moments) => {
        const made = moments
          .sort((a, b) => a - b)
          .flatMap((now) => {
            const next = idMaker(now);
            return Array.from({ length: 300 }, next);
          });
        expect([...made].sort()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
      { numRuns: 20 },
    );
  });
});

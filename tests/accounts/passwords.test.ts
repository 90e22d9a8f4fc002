import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePasswords } from "../../bin/passwords.ts";
import { accounts } from "../../db/kernel/schema.ts";
import { ownWords } from "../../worker/domain/accounts/own-words.ts";
import { password, weaknessOf } from "../../worker/domain/accounts/password-rules.ts";
import { type County, newCounty } from "../support/county.ts";
import { startSite, stopEverything } from "../support/stack.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import {
  accountOf,
  actionsOn,
  addPerson,
  bearer,
  goodPassword,
  isIn,
  type Newcomer,
  sessionsOf,
  signedIn,
  tokenOf,
  tryToSignIn,
} from "./people.ts";

/** Where people are: everything but MODE=test has the set cost. On Cloudflare passwords are hashed within the worker. */
const modes = ["demo", "production"] as const;
const placeOf = { demo: "within", production: "beside" } as const;

let county: County;
const sites = new Map<string, string>();
beforeAll(async () => {
  county = await newCounty();
  for (const MODE of modes)
    sites.set(MODE, (await startSite({ MODE, METER: "off" }, { passwords: placeOf[MODE] })).url);
});
afterAll(stopEverything);

const form = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;

/** Sets a password on the person's own page. */
async function change(person: Newcomer, chosen: string, mode?: string) {
  const current = person.password;
  const browser = newVisitor(mode && sites.get(mode));
  for (const cookie of (await signedIn(county, person)).cookies) browser.cookies.set(...cookie);
  browser.now = await knownMoment(county);
  return {
    browser,
    answer: await browser.post(`${county.base}/account/password`, { current, password: chosen }),
  };
}

const storedOf = async (person: Newcomer) =>
  (await accountOf(county.db, person.username))?.passwordHash ?? "";

const written = [
  ["ASCII", "correct horse battery"],
  ["Chinese", "山不在高有仙则名水不在深"],
  ["Chinese with spaces", "  我家 门前有 两棵树 一棵是枣树 "],
  ["outside the basic plane", "𠮷野家の牛丼が大好き𩸽🍚🍚"],
  ["128 Chinese characters", "白日依山尽黄河入海流欲穷千里目".repeat(9).slice(0, 128)],
] as const;

describe.each(written)("a password in %s", (_what, chosen) => {
  test.each(modes)("hashed in %s is Argon2id with the set cost, and Node checks it alike", async (mode) => {
    const person = await addPerson(county);
    const { answer } = await change(person, chosen, mode);
    expect(answer.status).toBe(303);
    const stored = await storedOf(person);
    expect(stored).toMatch(form);
    expect(await nodePasswords.verify(stored, chosen)).toBe(true);
    expect(await nodePasswords.verify(stored, `${chosen}x`)).toBe(false);
  });

  test("hashed by Node is let in by the worker, and only whole", async () => {
    const person = await addPerson(county);
    const passwordHash = await nodePasswords.hash(chosen);
    expect(passwordHash).toMatch(form);
    const { orm } = county.db;
    await county.db.write([orm.update(accounts).set({ passwordHash }).where(eq(accounts.id, person.id))]);
    const attempt = (tried: string) => tryToSignIn(newVisitor(), county, { ...person, password: tried });
    expect((await attempt(chosen)).status).toBe(303);
    const letters = [...chosen];
    for (const length of [
      1,
      Math.floor(letters.length / 3),
      Math.floor(letters.length / 2),
      letters.length - 1,
    ])
      expect((await attempt(letters.slice(0, length).join(""))).status, `${length} letters`).toBe(422);
    const last = `${letters.slice(0, -1).join("")}乙`;
    expect((await attempt(last)).status).toBe(422);
  });
});

test("hashed in test, where passwords are not what is tested, is Argon2id at its least", async () => {
  const person = await addPerson(county);
  await change(person, "correct horse battery");
  expect(await storedOf(person)).toMatch(/^\$argon2id\$v=19\$m=32,t=1,p=1\$/);
});

test("two hashes of one password differ", async () => {
  const [one, other] = await Promise.all([
    nodePasswords.hash(goodPassword),
    nodePasswords.hash(goodPassword),
  ]);
  expect(one).not.toBe(other);
});

test("a password typed full-width is the same password", async () => {
  const person = await addPerson(county);
  await change(person, "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｂａｔｔｅｒｙ");
  const half = { ...person, password: "correct horse battery" };
  expect((await tryToSignIn(newVisitor(), county, half)).status).toBe(303);
});

describe("which passwords are accepted", () => {
  const accepted = [
    "山不在高有仙则名水不在深",
    "correct horse battery staple",
    "xK9#mP2$vL5n",
    "今天下雨我带了一把红色的伞",
    "三 只 猫 坐 在 窗 台 上",
    "Tr0ub4dor&3x7",
    "a".repeat(3) + randomBytes(40).toString("hex"),
  ];
  test.each(accepted)("%j is", (text) => {
    expect(password.safeParse(text).success).toBe(true);
  });

  const refused = [
    ["eleven characters", "xK9#mP2$vL5"],
    ["129 characters", "xK9#mP2$vL5n".repeat(11).slice(0, 129)],
    ["one letter again and again", "aaaaaaaaaaaaaa"],
    ["few letters again and again", "abababababab"],
    ["figures in a row", "123456789012"],
    ["figures downwards", "987654321098"],
    ["a row of the keyboard", "qwertyuiop[]"],
    ["rows of the keyboard", "qwertyasdfgh"],
    ["columns of the keyboard", "1qaz2wsx3edc"],
    ["columns without figures", "qazwsxedcrfv"],
    ["rows of three", "123qweasdzxc"],
    ["figures and letters by turns", "1q2w3e4r5t6y"],
    ["letters and figures by turns", "q1w2e3r4t5y6"],
    ["the alphabet and figures by turns", "a1b2c3d4e5f6"],
    ["figures in pairs", "112233445566"],
    ["a row with the shift key", "Qwer1234!@#$"],
    ["the word everybody takes", "password1234"],
    ["with a capital and a year", "Password2026"],
    ["with a capital and a sign", "Admin@123456"],
    ["the product's name and a year", "lianzhi2026!"],
    ["the product's name twice", "联治联治联治联治联治联治"],
    ["I love you, with its figures", "woaini1314520"],
    ["the figures first", "5201314woaini"],
    ["welcome and a run", "welcome123456"],
    ["a love letter in pinyin", "woaiwojia520"],
    ["my wife, and a year", "laopo1314laopo"],
    ["hello, hello", "nihaoma888!!"],
    ["may you grow rich", "gongxifacai2026"],
    ["a wish in Chinese", "新年快乐万事如意恭喜发财"],
    ["a slogan", "为人民服务20261001"],
    ["a disguised word", "P@ssw0rd2026"],
    ["the keyboard with the shift key by turns", "!QAZ2wsx#EDC"],
    ["rows of the number pad", "147258369789456"],
    ["a birthday and a phone's number", "1990010113812345678"],
    ["an identity card's number", "411329199001011234"],
    ["a day with signs, and a word", "2026-11-29#admin"],
    ["counting in Chinese", "一二三四五六七八九十一二"],
    ["one of the lists", "michaeljackson"],
    ["a film of the lists, with figures", "jamesbond007!"],
    ["eight characters twice", "xK9#mP2$xK9#mP2$"],
    ["six characters again and again", "田口木日月山田口木日月山田口"],
    ["full-width figures", "１２３４５６７８９０１２"],
    ["the same three twice", "abc123abc123"],
  ] as const;
  test.each(refused)("%s (%s) is not", (_what, text) => {
    const parsed = password.safeParse(text);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/密码/);
  });

  const own = ownWords({
    username: "li-si.x",
    names: ["李建国", "新野县", "新野县住房和城乡建设局", "Wilhelmina"],
    slug: "xinye",
  });
  test.each([
    ["one's own user name", "li-si.x2026!!"],
    ["one's own name", "李建国#李建国1990"],
    ["one's name in pinyin", "LiJianGuo8888"],
    ["the given name first", "jianguoli2026"],
    ["initials and a birthday", "ljg-19900101"],
    ["a name and a phone's number", "jianguo13812345678"],
    ["the county", "新野县新野@2026年!"],
    ["the county in pinyin", "xinyexian12345"],
    ["the county's address, disguised", "X1nye@2026xinye"],
    ["one's unit", "住房和城乡建设局2026年"],
    ["one's unit in pinyin", "zhufanghechengxiangjianshe1"],
    ["a name that isn't Chinese", "wilhelmina2026!"],
  ])("%s with little besides (%s) is not", (_what, text) => {
    expect(weaknessOf(text)).toBeNull();
    expect(weaknessOf(text, own)).toContain("除了用户名");
  });

  test.each([
    "zhangsan likes pears",
    "新野的月亮比别处圆一些吧",
    "xK9#mP2$vL5n",
    "今天下雨我带了一把红色的伞",
  ])("%j is, whoever chooses it", (text) => {
    expect(weaknessOf(text, own)).toBeNull();
  });

  test("a name as long as a page makes no more words than a long one", () => {
    const words = (name: string) => ownWords({ username: "x", names: [name], slug: "x" }).length;
    expect(words("住房和城乡建设局".repeat(1000))).toBeLessThan(400);
  });

  test("whatever a generator makes at random is", () => {
    const alphabets = ["base64url", "base64", "hex"] as const;
    const bytes = fc.uint8Array({ minLength: 18, maxLength: 48 });
    fc.assert(
      fc.property(bytes, fc.constantFrom(...alphabets), (random, alphabet) => {
        const text = Buffer.from(random).toString(alphabet);
        // Of 18 random bytes fast-check also tries the ones that aren't: all zeros, and the like.
        fc.pre(new Set(text).size >= 12);
        expect(password.safeParse(text).success).toBe(true);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  test("only length decides between long ones without a pattern", () => {
    const letters = [..."田口木日月山水火土石禾竹舟車門雨風雪花草鳥魚馬牛羊犬"];
    const some = fc.shuffledSubarray(letters, { minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(some, (chosen) => {
        expect(password.safeParse(chosen.join("")).success).toBe(chosen.length >= 12);
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });
});

describe("changing one's own password", () => {
  test("ends every other session, keeps this one, and is on record", async () => {
    const person = await addPerson(county);
    const [other, colleague] = [
      await signedIn(county, person),
      await signedIn(county, await addPerson(county)),
    ];
    const api = await tokenOf(county, person);
    const chosen = "另一句自己记得住的话 staple battery";
    const { browser, answer } = await change(person, chosen);
    expect(answer.status).toBe(303);
    expect(costOf(answer).trips).toBeLessThanOrEqual(3);
    expect(await isIn(browser, county)).toBe(true);
    expect(await isIn(other, county)).toBe(false);
    expect(await isIn(colleague, county)).toBe(true);
    expect(
      (await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api))).status,
    ).toBe(401);
    expect(await sessionsOf(county.db, person.id)).toHaveLength(1);
    expect((await tryToSignIn(newVisitor(), county, person)).status).toBe(422);
    expect((await tryToSignIn(newVisitor(), county, { ...person, password: chosen })).status).toBe(303);
    expect(await actionsOn(county.db, `account:${person.id}`)).toContain("account.manage");
  });

  const refusals: [string, Record<string, string>, string][] = [
    [
      "a wrong present password",
      { current: "not the password", password: "另一句自己记得住的话 staple" },
      "current",
    ],
    ["no present password", { current: "", password: "另一句自己记得住的话 staple" }, "current"],
    ["a short new one", { current: goodPassword, password: "short" }, "password"],
    ["a new one that anybody guesses", { current: goodPassword, password: "password1234" }, "password"],
    [
      "somebody else's account named along",
      { current: goodPassword, password: "另一句自己记得住的话 staple", accountId: "x" },
      "",
    ],
    [
      "a session to keep named along",
      { current: goodPassword, password: "另一句自己记得住的话 staple", extra: "x" },
      "",
    ],
  ];

  test.each(refusals)("is refused for %s, and nothing changes", async (_what, fields) => {
    const person = await addPerson(county);
    const before = await storedOf(person);
    const other = await signedIn(county, person);
    const browser = await signedIn(county, person);
    const answer = await browser.post(`${county.base}/account/password`, fields);
    expect(answer.status).toBe(422);
    expect(await storedOf(person)).toBe(before);
    expect(await isIn(other, county)).toBe(true);
    const html = await answer.text();
    for (const secret of [goodPassword, "另一句自己记得住的话 staple"]) expect(html).not.toContain(secret);
  });

  test("is refused for the username with little besides", async () => {
    const person = await addPerson(county);
    const { answer } = await change(person, `${person.username}123`);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("除了用户名");
  });

  test("is refused in the worker too for the county's and one's unit's name in pinyin", async () => {
    const person = await addPerson(county);
    for (const chosen of ["ceshixian-diyiwangge", "DiYiWangGe_2026_CeShiXian"]) {
      const { answer } = await change(person, chosen);
      expect(answer.status, chosen).toBe(422);
      expect(await answer.text()).toContain("除了用户名");
    }
  });
});

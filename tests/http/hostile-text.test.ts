import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { ownForm, raw } from "../support/raw.ts";
import { absentIds, each, requestTo, send, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { operator, sessionOf, signedIn } from "../support/sessions.ts";
import { type Fields, newVisitor, type Visitor } from "../support/visitor.ts";
import { elements, text } from "../views/parsed.ts";

const hostile = `<img src=x onerror=a()>"'</p><b>&#60;`;
/** As long, refused for the same reasons, and with nothing in it that means anything in markup. */
const harmless = "?,:|^@$;=+[]{}".repeat(3).slice(0, hostile.length);

/** A county in which somebody has typed the same into every field of every form. */
interface Typed {
  county: County;
  typed: string;
  target: Target;
  /** Somebody whose own name is what was typed. */
  newcomer: Visitor;
}

/** What is answered as a file is no page: no browser builds anything of it. */
const isFile = ({ path }: Route): boolean => /\/file\.\w+$/.test(path);
const pages = routes.filter((route) => !route.isApi && route.realm === "county" && !isFile(route));
const named = (name: string): Route => {
  const found = routes.find((route) => route.name === name);
  if (!found) throw new Error(`no route ${name}`);
  return found;
};

async function typeInto(typed: string): Promise<Typed> {
  const county = await newCounty();
  const target: Target = {
    slug: county.slug,
    ids: { ...absentIds("absent"), tenant: county.slug, orgUnitId: county.org.community },
    org: county.org,
    units: county.units,
    text: typed,
    username: `u${county.slug}`,
    password: "长满槐树的那条街一直通到河边",
  };
  const submit = async (name: string, who: Who | null, more: Fields = {}): Promise<string> => {
    const browser = who === null ? newVisitor() : await signedIn(county, who);
    const { path, fields } = requestTo(named(name), target);
    const answer = await browser.post(path, { ...fields, ...more });
    if (answer.status !== 303)
      throw new Error(`${name} was refused: ${answer.status} ${await answer.text()}`);
    return answer.headers.get("location")?.split("/").at(-1) ?? "";
  };
  const { ids } = target;

  await submit("POST /t/:slug/org", "admin");
  await submit("POST /t/:slug/units", "admin");
  ids.invitationId = await submit("POST /t/:slug/people/invitations", "admin");
  ids.token = await invitationToken(county.as("admin"), ids.invitationId);
  const newcomer = newVisitor();
  const accepted = requestTo(named("POST /t/:slug/invitations/:token"), target);
  await newcomer.post(accepted.path, accepted.fields ?? {}, { headers: { "user-agent": typed } });
  ids.invitationId = await submit("POST /t/:slug/people/invitations", "admin");
  ids.token = await invitationToken(county.as("admin"), ids.invitationId);

  const matter = async () => {
    ids.receiptCode = await submit("POST /t/:slug/matters", null);
    const list = await (await signedIn(county, "gridWorker")).get(`${county.base}/matters`);
    ids.matterId = /\/matters\/([0-9a-f-]{36})/.exec(await list.text())?.[1] ?? "";
  };
  await matter();
  await submit("POST /t/:slug/matters/:matterId/refusal", "gridWorker");
  await matter();
  await submit("POST /t/:slug/matters/:matterId/acceptance", "gridWorker");
  await submit("POST /t/:slug/matters/:matterId/outcome", "gridWorker");
  await submit("POST /t/:slug/receipts/:receiptCode/evaluation", null);
  await matter();
  await submit("POST /t/:slug/matters/:matterId/acceptance", "gridWorker");
  await submit("POST /t/:slug/matters/:matterId/outcome", "gridWorker");
  await submit("POST /t/:slug/receipts/:receiptCode/evaluation", null, { solved: "no" });

  ids.meetingId = await submit("POST /t/:slug/meetings", "secretary");
  await submit("POST /t/:slug/meetings/:meetingId/resolutions", "secretary");
  const page = await (await signedIn(county, "secretary")).get(`${county.base}/meetings/${ids.meetingId}`);
  ids.resolutionId = /\/resolutions\/([0-9a-f-]{36})/.exec(await page.text())?.[1] ?? "";
  await submit("POST /t/:slug/resolutions/:resolutionId", "secretary");
  await submit("POST /t/:slug/resolutions/:resolutionId/progress", "liaison");
  await submit("POST /t/:slug/resolutions/:resolutionId/completion", "liaison");
  await submit("POST /t/:slug/resolutions/:resolutionId/rejection", "secretary");
  await typeRules(target, submit);
  return { county, typed, target, newcomer };
}

/** Rules in force that were edited by hand, and a draft with an entry of its own. */
async function typeRules(
  { ids, text: typed }: Target,
  submit: (name: string, who: Who, more?: Fields) => Promise<string>,
): Promise<void> {
  const start = async () => {
    ids.number = await submit("POST /t/:slug/rules/versions", "admin");
  };
  const item = (more?: Fields) => submit("POST /t/:slug/rules/:number/items/:path", "admin", more);
  await start();
  await item();
  await submit("POST /t/:slug/rules/:number/publication", "admin", { revision: "2" });
  await start();
  await item();
  ids.path = "handling.windows.+";
  const named = { key: "typed", name: typed, fromDay: "1", byDay: "5", dayOff: "after" };
  await item({ ...named, revision: "2" });
  ids.path = "handling.windows.typed";
  await submit("POST /t/:slug/rules/:number/discarding", "admin", { revision: "3" });
  await submit("POST /t/:slug/rules/:number/restoration", "admin", { revision: "4" });
}

let good: Typed;
let bad: Typed;
beforeAll(async () => {
  [good, bad] = await Promise.all([typeInto(harmless), typeInto(hostile)]);
});

/** What a browser makes of a page: its elements with the names of their attributes, and all the text. */
function readBy(html: string) {
  const document = parse(html);
  const built = elements(document).map(
    ({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).sort()}`,
  );
  const values = elements(document).flatMap(({ attrs }) => attrs.map(({ value }) => value));
  return { built, words: [text(document), ...values].join("\u0000") };
}

const times = (words: string, part: string): number => words.split(part).length - 1;

/** A page of both counties: built alike, and everything that was typed stands there as it was typed. */
async function expectAlike(ask: (typed: Typed) => Promise<Response>): Promise<number> {
  const [plain, other] = [await ask(good), await ask(bad)];
  expect(other.status).toBe(plain.status);
  const [one, two] = [readBy(await plain.text()), readBy(await other.text())];
  expect(two.built).toEqual(one.built);
  const shown = times(one.words, harmless);
  expect(times(two.words, hostile)).toBe(shown);
  return shown;
}

describe("what was typed into every field comes back as text", () => {
  // A file is no page: what stands in one, tests/lists/sheets.test.ts looks at.
  const reading = pages.filter(({ method, name }) => method === "GET" && !/\.(csv|xlsx)$/.test(name));
  const readers = ["admin", "gridWorker", "secretary", "liaison"] as const satisfies Who[];

  test.each(reading.map((route) => [route.name, route] as const))("on %s", async (_name, route) => {
    for (const who of route.isPublic ? ([null] as const) : sampled(readers, reading.indexOf(route), 4)) {
      await expectAlike(async ({ county, target }) =>
        send(route, requestTo(route, target), who && (await sessionOf(county.as(who), "browser"))),
      );
    }
  });

  test("and is really there, on the pages of the records", async () => {
    for (const name of [
      "GET /t/:slug",
      "GET /t/:slug/receipts/:receiptCode",
      "GET /t/:slug/invitations/:token",
      "GET /t/:slug/matters",
      "GET /t/:slug/matters/:matterId",
      "GET /t/:slug/meetings",
      "GET /t/:slug/meetings/:meetingId",
      "GET /t/:slug/resolutions/:resolutionId",
      "GET /t/:slug/resolutions/:resolutionId/edit",
      "GET /t/:slug/org/:orgUnitId",
      "GET /t/:slug/units",
      "GET /t/:slug/people",
      "GET /t/:slug/desk",
      "GET /t/:slug/rules/versions",
      "GET /t/:slug/rules/:number/sections/:section",
      "GET /t/:slug/rules/:number/items/:path",
      "GET /t/:slug/rules/:number/differences",
      "GET /t/:slug/rules/:number/publication",
    ]) {
      const route = named(name);
      const who = name.includes("desk") ? "liaison" : "admin";
      for (const { county, target, typed } of [good, bad]) {
        const [path = ""] = requestTo(route, target).path.split("?");
        const answer = await (await signedIn(county, who)).get(path);
        // Names are cut to what a name may be.
        const found = times(readBy(await answer.text()).words, typed.slice(0, 20));
        expect({ name, found: found > 0 }).toEqual({ name, found: true });
      }
    }
  });

  test("as one's own name and device", async () => {
    for (const path of ["/desk", "/account", "/matters", "/nowhere"]) {
      await expectAlike(({ county, newcomer }) => newcomer.get(county.base + path));
    }
  });

  test.each([
    "/matters/new?category=@",
    "/matters/new?orgUnitId=@",
    "/session/new?next=@",
    "/receipts/@",
    "/matters?before=@&done=@",
    "/people?scope=@",
    "/org/@",
    "/@",
    "/nowhere?@=@",
  ])("in an address: %s", async (path) => {
    for (const who of [null, "admin"] as const) {
      await expectAlike(async ({ county, typed }) => {
        const browser = who === null ? newVisitor() : await signedIn(county, who);
        return browser.get(county.base + path.replaceAll("@", encodeURIComponent(typed)));
      });
    }
  });
});

describe("a refused form gives back what was typed as text", () => {
  const writing = pages.filter(
    ({ method, name }) => method === "POST" && !/session|closure|preferences/.test(name),
  );

  test.each(writing.map((route) => [route.name, route] as const))("%s", async (_name, route) => {
    await expectAlike(async ({ county, typed, target }) => {
      const { path, fields } = requestTo(route, target);
      const spoiled = Object.fromEntries(Object.keys(fields ?? {}).map((name) => [name, typed]));
      const browser = await signedIn(county, "admin");
      return browser.post(path, { ...spoiled, [typed]: typed });
    });
  });

  test("when nobody is signed in any more", async () => {
    const route = named("POST /t/:slug/resolutions/:resolutionId/progress");
    const shown = await expectAlike(({ typed, target }) => {
      const { path, fields } = requestTo(route, target);
      return newVisitor().post(path, { ...fields, [typed]: typed });
    });
    expect(shown).toBeGreaterThan(0);
  });

  test("when signing in", async () => {
    await expectAlike(({ county, typed }) =>
      newVisitor().post(`${county.base}/session`, { username: typed, password: typed, next: typed }),
    );
  });
});

test("a county and an admin with such names are named so on every page that names them", async () => {
  const ctx = await operator();
  const browser = newVisitor();
  browser.cookies.set("lz_operator", await sessionOf(ctx, "browser"));
  const open = async (name: string) => {
    const slug = `s${crypto.randomUUID().slice(0, 8)}`;
    const form = { name, slug, divisionCode: "411329", preset: "xinye", adminName: name };
    expect((await browser.post("/operator/tenants", form)).status).toBe(303);
    return slug;
  };
  const name = hostile.slice(0, 30);
  const plain = harmless.slice(0, 30);
  const [one, two] = [await open(plain), await open(name)];
  await each(
    ["/operator/tenants/@", "/t/@", "/t/@/matters/new", "/t/@/session/new", "/t/@/receipts", "/t/@/nowhere"],
    async (path) => {
      const first = readBy(await (await browser.get(path.replace("@", one))).text());
      const second = readBy(await (await browser.get(path.replace("@", two))).text());
      expect([path, second.built]).toEqual([path, first.built]);
      expect([path, times(second.words, name)]).toEqual([path, times(first.words, plain)]);
      expect(times(second.words, name)).toBeGreaterThan(0);
    },
    1,
  );
  for (const path of ["/", "/operator/tenants"]) {
    const html = await (await browser.get(`${path}?search=${two}`)).text();
    expect(readBy(html).words).toContain(name);
    expect(html).not.toContain("<img src=x");
  }
  const unknown = await raw(`/t/${encodeURIComponent(hostile)}`, { headers: ownForm() });
  expect(unknown.text).not.toContain("<img src=x");
});

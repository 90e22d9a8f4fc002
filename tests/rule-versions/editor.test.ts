import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import type { RuleDocument } from "../../worker/rules/schema/document.ts";
import { itemsIn, pathsIn } from "../rules/every-item.ts";
import { type County, newCounty } from "../support/county.ts";
import { each } from "../support/requests.ts";
import { isFull, sampled } from "../support/sample.ts";
import { signedIn } from "../support/sessions.ts";
import type { Fields, Visitor } from "../support/visitor.ts";
import { byId, text } from "../views/parsed.ts";
import { itemForm } from "./browser-form.ts";
import { draft, draftRow } from "./drafting.ts";

let county: County;
let browser: Visitor;
beforeAll(async () => {
  county = await newCounty();
  browser = await signedIn(county, "admin");
});

const pageOf = async (number: number, path: string) => {
  const answer = await browser.get(`${county.base}/rules/${number}/items/${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
};

const send = (action: string, fields: Fields) => browser.post(action, fields);

const problemsOn = async (answer: Response): Promise<string> => {
  const summary = byId(parse(await answer.text()), "problems");
  return summary ? text(summary) : "";
};

describe("a form that is sent as it was shown changes nothing of the rules", () => {
  const keys = Object.keys(presets) as PresetKey[];
  test.each(keys)("in any item of %s", async (preset) => {
    const number = await draft(county, { preset });
    const { document } = await draftRow(county, number);
    const paths = itemsIn(document as RuleDocument)
      .filter(({ value }) => value !== undefined)
      .map(({ path }) => path);
    const wrong: string[] = [];
    for (const path of sampled(paths, keys.indexOf(preset), 6)) {
      const { action, fields } = itemForm(await pageOf(number, path));
      const answer = await send(action, fields);
      if (answer.status !== 303) wrong.push(`${path}: ${answer.status} ${await problemsOn(answer)}`);
    }
    expect(wrong).toEqual([]);
    expect((await draftRow(county, number)).document).toEqual(document);
  });
});

describe("a button that only changes rows", () => {
  test("saves nothing, and its undoing leads back to the rules as they were", async () => {
    const number = await draft(county, { preset: "xinye" });
    const { document, revision } = await draftRow(county, number);
    const paths = pathsIn(document as RuleDocument).filter((path) =>
      /^(assessments|points|intake)\.\w+\.\w+$|^officeHours$/.test(path),
    );
    let pressed = 0;
    await each(sampled(paths, 0, 4), async (path) => {
      const { action, fields, buttons } = itemForm(await pageOf(number, path));
      // A point added to an unused curve puts the curve to use, which taking the point away doesn't undo.
      const adding = buttons.filter(({ value }) => value.startsWith("add ") && !value.includes(".curve."));
      for (const { name, value } of adding) {
        const [, list] = value.split(" ");
        const answer = await send(action, { ...fields, [name]: value });
        expect([path, value, answer.status]).toEqual([path, value, 200]);
        const shown = itemForm(await answer.text());
        const rows = shown.fields[`${list}._rows`] as readonly string[];
        expect(rows).toHaveLength(
          ((fields[`${list}._rows`] as readonly string[] | undefined)?.length ?? 0) + 1,
        );
        const undone = await send(action, { ...shown.fields, [name]: `remove ${list} ${rows.length - 1}` });
        const back = itemForm(await undone.text()).fields;
        expect({ ...back, _key: "" }).toEqual({ ...fields, _key: "" });
        pressed += 1;
      }
    });
    expect(pressed).toBeGreaterThan(isFull ? 20 : 5);
    expect(await draftRow(county, number)).toMatchObject({ document, revision });
  });

  test("moves a row up and keeps everything that was typed", async () => {
    const number = await draft(county, { preset: "xinye" });
    const [scheme] = (await draftRow(county, number)).rules.assessments?.schemes ?? [];
    const path = `assessments.schemes.${scheme?.key}`;
    const { action, fields } = itemForm(await pageOf(number, path));
    const typed = { ...fields, "groups.1.name": "改过的名字", "groups.0.weight": "六成", name: "还没保存" };
    const moved = itemForm(await (await send(action, { ...typed, _do: "up groups 1" })).text());
    expect(moved.fields).toMatchObject({
      "groups.0.name": ["改过的名字"],
      "groups.1.weight": ["六成"],
      "groups.0.key": fields["groups.1.key"],
      name: ["还没保存"],
    });
    expect((await draftRow(county, number)).revision).toBe(1);
  });

  test("that means nothing is answered like any other form", async () => {
    const number = await draft(county, { preset: "xinye" });
    const { action, fields } = itemForm(await pageOf(number, "officeHours"));
    for (const pressed of [
      "add nothing",
      "remove periods 99",
      "up periods 0",
      "add constructor",
      "remove seasons 0",
    ]) {
      const answer = await send(action, { ...fields, _do: pressed });
      expect([pressed, answer.status]).toEqual([pressed, 200]);
      const { _key, ...kept } = itemForm(await answer.text()).fields;
      expect([pressed, { ...kept, _key: "" }]).toEqual([pressed, { ...fields, _key: "" }]);
    }
  });
});

describe("a new entry", () => {
  test("begins with a key nobody used, is added where it is wanted, and can be taken away again", async () => {
    const number = await draft(county, { preset: "ninglang" });
    const { document, rules } = await draftRow(county, number);
    const { action, fields } = itemForm(await pageOf(number, "handling.windows.+"));
    const [key] = fields.key as readonly string[];
    expect(rules.handling.windows.map((window) => window.key)).not.toContain(key);
    const added = await send(action, {
      ...fields,
      name: "月底窗口",
      fromDay: "26",
      byDay: "28",
      _index: "0",
    });
    expect(added.status).toBe(303);
    const windows = (await draftRow(county, number)).rules.handling.windows;
    expect(windows[0]).toMatchObject({ key, name: "月底窗口", fromDay: 26, byDay: 28, dayOff: "after" });
    expect(windows.slice(1)).toEqual(rules.handling.windows);

    const shown = itemForm(await pageOf(number, `handling.windows.${key}`));
    const gone = await send(shown.action, { ...shown.fields, _do: "drop" });
    expect(gone.status).toBe(303);
    expect((await draftRow(county, number)).document).toEqual(document);
  });

  test("of a section that wasn't used puts it to use, and its last one puts it out of use", async () => {
    const number = await draft(county, { preset: "huaping" });
    const { rules } = await draftRow(county, number);
    expect(rules.duty).toBeUndefined();
    const { action, fields } = itemForm(await pageOf(number, "duty.rounds.+"));
    const filled = { ...fields, name: "夜间巡查", kind: "patrol", level: "community", by: "level:community" };
    const answer = await send(action, filled);
    expect([answer.status, await problemsOn(answer)]).toEqual([303, ""]);
    const [round] = (await draftRow(county, number)).rules.duty?.rounds ?? [];
    expect(round).toMatchObject({
      name: "夜间巡查",
      by: [{ of: "level", key: "community" }],
      checkIn: false,
    });
    const shown = itemForm(await pageOf(number, `duty.rounds.${round?.key}`));
    expect((await send(shown.action, { ...shown.fields, _do: "drop" })).status).toBe(303);
    expect((await draftRow(county, number)).rules.duty).toBeUndefined();
  });
});

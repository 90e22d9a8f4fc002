import { describe, expect, test } from "vitest";
import { burdenOf } from "../../../../worker/rules/review/burden.ts";
import { fieldOf } from "../../../../worker/rules/schema/fields.ts";
import { RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import { fullRules } from "../../../views/rule-example.ts";
import { broken, type Path } from "../../broken.ts";
import { itemsIn } from "../../every-item.ts";
import { textsIn } from "../../every-text.ts";

/** Every text of the full example but for whom it names and what it rests on. */
const texts = textsIn(fieldOf(RuleSet), fullRules).filter(([, { as }]) => as === "text" || as === "prose");
const items = itemsIn(fullRules).sort((one, other) => other.at.length - one.at.length);
const itemOf = (path: Path) => items.find(({ at }) => at.every((part, depth) => path[depth] === part))?.path;

const groupFindings = (path: Path, text: string) =>
  burdenOf(broken(path, text) as RuleSet).filter(({ rule }) => rule === "chat-groups");

describe("every text that somebody writes into the rules", () => {
  test("is read, and what it asks is told at the item in which it stands", () => {
    const paths = new Set(texts.map(([path]) => path.filter((part) => typeof part === "string").join(".")));
    expect([...paths]).toEqual(
      expect.arrayContaining([
        "intake.commitments.text",
        "intake.admissionList.elsewhere",
        "handling.whistles.occasions",
        "handling.pauses.reasons",
        "meetings.series.name",
        "points.schemes.redemption.name",
        "points.schemes.redeemAt",
        "assessments.schemes.vetoes.evidence",
        "assessments.schemes.groups.name",
        "assessments.schemes.bands.name",
        "officeHours.seasons.name",
      ]),
    );
    for (const [path] of texts) {
      const found = groupFindings(path, "每天接龙").map(({ at }) => at);
      expect([path.join("."), found]).toEqual([path.join("."), [itemOf(path)]]);
    }
  });

  test("may forbid it", () => {
    for (const [path] of texts)
      expect([path.join("."), groupFindings(path, "不得接龙")]).toEqual([path.join("."), []]);
  });

  test("names what it is called, or what it stands in", () => {
    const named = (...path: Path) => groupFindings(path, "每天接龙").map(({ name }) => name);
    expect(named("intake", "commitments", 0, "text")).toEqual(["首问负责制"]);
    expect(named("assessments", "schemes", 0, "vetoes", 0, "evidence")).toEqual(["虚报走访数字"]);
    expect(named("handling", "pauses", "reasons", 0)).toEqual(["挂起"]);
    expect(named("localHolidays", "notices", 0, "document")).toEqual(["地方节日"]);
  });
});

test("a source may quote whatever it rests on", () => {
  const source = [{ county: "某县", practice: "要求每天接龙" }];
  expect(groupFindings(["handling", "overall", "source"], source as never)).toEqual([]);
});

import { expect, test } from "vitest";
import { AuditPage } from "../../views/audit/audit.tsx";
import { actionWord } from "../../views/audit/words.ts";
import { policies } from "../../worker/domain/kernel/policy.ts";
import { attribute, named, page, text } from "./parsed.ts";
import { frame, hostile, intruders, now } from "./samples.ts";

const row = {
  seq: 7,
  at: now,
  actorName: "示例干部",
  action: "matter.revealReporter",
  subject: "matter:m1",
  sealed: false,
};

test("every action that is recorded has words", () => {
  expect(Object.keys(policies).filter((action) => actionWord(action) === action)).toEqual([]);
});

test("an entry says who did what to which record, and whether it is sealed", () => {
  const parsed = page(<AuditPage frame={frame} rows={[row]} next={7} />);
  const shown = text(parsed);
  for (const word of ["查看上报人联系方式", "示例干部", "2026年11月21日 17:00", "待封存"])
    expect(shown).toContain(word);
  const hrefs = named(parsed, "a").map((link) => attribute(link, "href"));
  expect(hrefs).toContain("/t/xinye/matters/m1");
  expect(hrefs).toContain("/t/xinye/audit?before=7");
});

test("an unknown action shows its name, and nothing in it becomes markup", () => {
  const strange = { ...row, action: hostile, subject: hostile, actorName: hostile };
  const parsed = page(<AuditPage frame={frame} rows={[strange]} next={null} />);
  expect(text(parsed)).toContain(hostile);
  expect(intruders(parsed)).toEqual([]);
});

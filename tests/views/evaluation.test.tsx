import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { attribute, byId, elements, named, only, text } from "./parsed.ts";
import { closedAs, matter, receiptPage, resolved } from "./receipts.tsx";
import { hostile } from "./samples.ts";

describe("the evaluation", () => {
  const main = (receipt: Receipt, at = attempt()) => only(receiptPage(receipt, at), "main");

  /** Each question's answers, with what is said beside them. */
  const answers = (receipt: Receipt, name: string) => {
    const form = main(receipt);
    return elements(form)
      .filter((element) => attribute(element, "name") === name)
      .map((input) => {
        const about = attribute(input, "aria-describedby");
        return [attribute(input, "value"), about && text(byId(form, about) ?? form)];
      });
  };

  test("is asked for only once there is a result, and only in its time", () => {
    const asks = (receipt: Receipt) =>
      elements(receiptPage(receipt)).some((element) => attribute(element, "name") === "solved");
    expect(asks(matter)).toBe(false);
    expect(asks(resolved)).toBe(true);
    expect(asks({ ...resolved, mayEvaluate: false })).toBe(false);
    expect(asks(closedAs("solved"))).toBe(false);
  });

  const reopens = "这件事重新办理，由负责的单位再给出时限。";
  const stands = "重新办理的次数已经用完，您的评价记录在案，这件事就此办结。";
  const closes = "您的评价记录在案，这件事就此办结。";

  test.each([
    ["reopens", "reopens", "这件事就此办结，除非您选“不满意”。", reopens, reopens],
    ["reopens", "closes", "这件事就此办结。", reopens, "您的评价记录在案，不因此重新办理。"],
    ["stands", "stands", "这件事就此办结。", stands, stands],
    ["stands", "closes", "这件事就此办结。", stands, closes],
    ["closes", "closes", "这件事就此办结。", closes, closes],
    ["closes", "stands", "这件事就此办结。", closes, stands],
    [
      "closes",
      "reopens",
      "这件事就此办结，除非您选“不满意”。",
      "您的评价记录在案，这件事就此办结，除非您选“不满意”。",
      reopens,
    ],
  ] as const)(
    "says what each answer leads to where unsolved %s and dissatisfied %s",
    (unsolved, dissatisfied, yes, no, dissatisfiedHint) => {
      const receipt = { ...resolved, consequences: { unsolved, dissatisfied } };
      expect(answers(receipt, "solved")).toEqual([
        ["yes", yes],
        ["no", no],
      ]);
      expect(answers(receipt, "satisfied")).toEqual([
        ["yes", undefined],
        ["no", dissatisfiedHint],
      ]);
    },
  );

  test("must say whether it is solved; whether the resident is satisfied may be left open", () => {
    const form = main(resolved);
    expect(named(form, "legend").map(text)).toEqual(["问题解决了吗", "对办理满意吗（选填）"]);
    const required = named(form, "input").filter((input) => attribute(input, "required") !== undefined);
    expect(required.map((input) => attribute(input, "name"))).toEqual(["solved", "solved"]);
    expect(attribute(only(form, "textarea"), "data-most")).toBe("400");
    const action = "/t/xinye/receipts/7K3M-9QXT-2VPD-8HRW/evaluation";
    // Sent by the browser itself, which can send it again when too much was sent from the same network.
    expect(named(form, "form").map((one) => [attribute(one, "action"), attribute(one, "hx-post")])).toEqual([
      [action, undefined],
    ]);
  });

  const sent = (path: string, message: string) => ({
    values: { solved: "no", satisfied: "no", comment: hostile },
    problems: [{ path, message }],
  });

  test("that comes back keeps the answers and what was typed", () => {
    const form = main(resolved, sent("comment", "意见最多 400 个字"));
    const ticked = named(form, "input").filter((input) => attribute(input, "checked") !== undefined);
    expect(ticked.map((input) => [attribute(input, "name"), attribute(input, "value")])).toEqual([
      ["solved", "no"],
      ["satisfied", "no"],
    ]);
    expect(text(only(form, "textarea"))).toBe(hostile);
    expect(text(byId(form, "problems") ?? form)).toContain("意见最多 400 个字");
  });

  test("that came too late is told so, and what was typed can still be copied", () => {
    const refused = "评价期限到今天 16:00为止，已经过了。仍没有解决的，请重新提交";
    for (const late of [{ ...resolved, mayEvaluate: false }, closedAs("unevaluated")]) {
      const form = main(late, sent("", refused));
      expect(named(form, "textarea")).toEqual([]);
      expect(text(byId(form, "problems") ?? form)).toContain(refused);
      expect(named(form, "h2").map(text)).toContain("您填写的内容没有保存");
      expect(text(form)).toContain(hostile);
      expect(named(form, "img")).toEqual([]);
    }
    const missing = main(closedAs("solved"), sent("solved", "请选择问题是否解决"));
    expect(byId(missing, "problems")).toBeUndefined();
    expect(text(missing)).toContain(hostile);
    expect(text(main(closedAs("solved")))).not.toContain("您填写的内容没有保存");
  });
});

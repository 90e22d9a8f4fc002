import { expect, test } from "vitest";
import { MoveForm, overtakenBy } from "../../views/components/move.tsx";
import type { Failed } from "../../views/components/submit.ts";
import { labelsOf, type Offer } from "../../worker/domain/kernel/offers.ts";
import { caseworkerMoves } from "../../worker/domain/matters/moves.ts";
import { resolutionMoves } from "../../worker/domain/resolutions/moves.ts";
import { attribute, byId, fragment, named, only, text } from "./parsed.ts";
import { hostile, intruders, key } from "./samples.ts";

const action = "/t/xinye/things/1";

const offer = (form: Offer["form"] = {}): Offer => ({
  name: "end",
  resource: "ending",
  label: "结束",
  fields: [
    { kind: "text", name: "reason", label: "理由", hint: "写给居民看。", max: 400, lines: 5 },
    { kind: "text", name: "place", label: "去处", max: 60, lines: 1 },
  ],
  form,
});

const drawn = (shown: Offer, more: { failed?: Failed<string>; primary?: boolean } = {}) =>
  fragment(<MoveForm primary action={action} idempotencyKey={key} offer={shown} {...more} />);

const failed = (form: string, values: Record<string, string>): Failed<string> => ({
  form,
  attempt: { values, problems: [{ path: "reason", message: "理由最多 400 个字" }] },
});

test("a move's form is posted below its record, under a key of its own, without leaving the page", () => {
  const form = only(drawn(offer()), "form");
  expect(attribute(form, "action")).toBe(`${action}/ending`);
  expect(attribute(form, "hx-post")).toBe(`${action}/ending`);
  expect(attribute(form, "hx-target")).toBe("#main");
  const keys = named(form, "input").filter((input) => attribute(input, "name") === "_key");
  expect(keys.map((input) => attribute(input, "value"))).toEqual([`${key}_ending`]);
});

test("it asks for what the move takes: each field with its label, hint and length, in as many lines as it has", () => {
  const form = drawn(offer());
  expect(named(form, "label").map(text)).toEqual(["理由", "去处"]);
  const reason = only(form, "textarea");
  expect([attribute(reason, "name"), attribute(reason, "data-most"), attribute(reason, "rows")]).toEqual([
    "reason",
    "400",
    "5",
  ]);
  const notes = attribute(reason, "aria-describedby")?.split(" ") ?? [];
  expect(notes.map((id) => text(byId(form, id) ?? form))).toEqual(["写给居民看。", "最多 400 字"]);
  const place = byId(form, "field-ending-place");
  expect(place?.tagName).toBe("input");
  expect(place && [attribute(place, "type"), attribute(place, "data-most")]).toEqual(["text", "60"]);
  expect(place && attribute(place, "aria-describedby")).toBeUndefined();
});

test("its words stand above and below the fields, before the button", () => {
  const form = only(drawn(offer({ above: "先核对。", below: "之后不能再改。" })), "form");
  const order = ["先核对。", "理由", "去处", "之后不能再改。", "结束"].map((words) =>
    text(form).indexOf(words),
  );
  expect(order.every((place, index) => place > (order[index - 1] ?? -1))).toBe(true);
});

test.each([
  [{}, true, "button button-primary"],
  [{}, false, "button"],
  [{ danger: true }, true, "button button-danger"],
  [{ danger: true }, false, "button button-danger"],
] as const)("with %j, first on the page: %s, its button looks like %s", (form, primary, classes) => {
  const button = only(drawn(offer(form), { primary }), "button");
  expect([text(button), attribute(button, "class"), attribute(button, "type")]).toEqual([
    "结束",
    classes,
    "submit",
  ]);
});

test("one that is folded away says under what, and opens itself only when it didn't go through", () => {
  expect(named(drawn(offer()), "details")).toEqual([]);
  const folded = offer({ folded: "不属于受理范围" });
  const closed = only(drawn(folded), "details");
  expect(text(only(closed, "summary"))).toBe("不属于受理范围");
  expect(named(closed, "form").length).toBe(1);
  expect(attribute(closed, "open")).toBeUndefined();
  expect(attribute(only(drawn(folded, { failed: failed("ending", {}) }), "details"), "open")).toBe("");
  expect(attribute(only(drawn(folded, { failed: failed("other", {}) }), "details"), "open")).toBeUndefined();
});

test("it keeps what was typed and says what is wrong, and takes nothing from the form beside it", () => {
  const values = { reason: hostile, place: hostile };
  const form = drawn(offer(), { failed: failed("ending", values) });
  expect(text(only(form, "textarea"))).toBe(hostile);
  expect(attribute(byId(form, "field-place") ?? only(form, "form"), "value")).toBe(hostile);
  expect(attribute(only(form, "textarea"), "aria-invalid")).toBe("true");
  expect(text(byId(form, "field-reason-problem") ?? form)).toBe("理由最多 400 个字");
  expect(intruders(form)).toEqual([]);
  const beside = drawn(offer(), { failed: failed("other", values) });
  expect(text(only(beside, "textarea"))).toBe("");
  expect(byId(beside, "field-ending-reason")).toBeDefined();
  expect(byId(beside, "field-ending-reason-problem")).toBeUndefined();
});

test("what was typed is left over only where its form is offered no more", () => {
  const gone = failed("ending", { reason: "甲" });
  expect(overtakenBy([offer()], gone)).toBeUndefined();
  expect(overtakenBy([], gone)).toBe(gone);
  expect(overtakenBy([], undefined)).toBeUndefined();
});

test("every field that a form of a move draws has a name for what is left over", () => {
  for (const moves of [caseworkerMoves, resolutionMoves]) {
    const labels = labelsOf(moves);
    const fields = moves.flatMap(({ resource = "", fields }) =>
      fields.map((field) => ({ resource, ...field })),
    );
    expect(fields.length).toBeGreaterThan(0);
    for (const { resource, name, label } of fields) expect(labels[resource]?.[name]).toBe(label);
  }
});

test("two forms may call a field of one name differently", () => {
  const labels = labelsOf(resolutionMoves);
  expect([labels.progress?.text, labels.completion?.text]).toEqual(["进展", "完成情况"]);
});

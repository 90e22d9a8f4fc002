import * as z from "zod";
import { RuleSet } from "../rules/schema/rule-set.ts";

/** How the schema's own notes are called where others read them; `as` only matters to our forms. */
const calledOutside = {
  unit: "x-unit",
  words: "x-words",
  refersTo: "x-refers-to",
  acts: "x-acts",
} as const;

/** What our own checks ask of a text, as far as a schema can say it. */
const written: Readonly<Record<string, object>> = {
  clock: { pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" },
  day: { format: "date" },
};

let made: object | undefined;

/** The rule set as JSON Schema (2020-12), for editors and programs that write rule files. Made once. */
export function ruleSetSchema(): object {
  made ??= {
    ...z.toJSONSchema(RuleSet, {
      io: "input",
      unrepresentable: "any",
      reused: "ref",
      override: ({ jsonSchema }) => renamed(jsonSchema),
    }),
    title: "联治规则",
    description:
      "一个县的全部规则。各部分之间的引用、合计和先后另由系统在保存时检查。" +
      "x-acts 列出一项规则在哪些记录和页面上起作用；空的表示它和它里面的各项都尚未启用：可以写好和发布，系统还不按它们办理。",
  };
  return made;
}

function renamed(schema: Record<string, unknown>): void {
  if (schema.type === "string") Object.assign(schema, written[schema.as as string]);
  delete schema.as;
  for (const [ours, theirs] of Object.entries(calledOutside)) {
    if (schema[ours] === undefined) continue;
    schema[theirs] = schema[ours];
    delete schema[ours];
  }
}

import * as z from "zod";
import { cleanedLine } from "../../text/cleaned.ts";
import { faultOfFigure } from "../../text/typed.ts";
import { RuleSet } from "../schema/rule-set.ts";
import { asOfToday } from "./former.ts";

/** One thing wrong with a rule set, for the person who wrote it. */
export interface RuleProblem {
  /** Where, in words from the outside in: `会议`, `会议系列第2项(三方联动议事会)`, `频次`. */
  readonly where: readonly string[];
  /** Where, for a program: the keys and indexes that lead there. */
  readonly at: readonly (string | number)[];
  readonly message: string;
  readonly kind: FaultKind;
}

/** Nothing stands there; a key stands there that nothing has; anything else. */
export type FaultKind = "missing" | "dangling" | "other";

/** Checks an unknown document against the schema and its cross references; problems come in Chinese. */
export function parseRuleSet(
  said: unknown,
): { ok: true; rules: RuleSet } | { ok: false; problems: RuleProblem[] } {
  const document = asOfToday(said);
  const result = RuleSet.safeParse(document, { reportInput: true, error: unsaid });
  if (result.success) return { ok: true, rules: result.data };
  const problems = result.error.issues
    .flatMap((issue) => explain(issue, []))
    .map((fault) => ({ ...fault, where: inWords(document, fault.at) }));
  return { ok: false, problems };
}

/** The library's own words, in whatever language it was set to, are none of ours: we find better ones. */
const unsaid = (): string => "";

type Issue = z.core.$ZodIssue;
type Fault = Omit<RuleProblem, "where">;
const missing = { message: "缺少此项", kind: "missing" } as const;

function explain(issue: Issue, parent: (string | number)[]): Fault[] {
  const at = [...parent, ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code === "invalid_union" && issue.discriminator) at.pop();
  if (issue.code !== "invalid_union") return [{ at, ...faultOf(issue) }];
  const meant = issue.errors.find((branch) => branch.length > 0 && branch.every(isInsideBranch));
  if (meant) return meant.flatMap((inner) => explain(inner, at));
  if (issue.input === undefined) return [{ at, ...missing }];
  return [{ at, message: issue.message || "填写不符合要求", kind: "other" }];
}

/** True when a union's branch has the right shape and only a value in it is wrong. */
function isInsideBranch(issue: Issue): boolean {
  return issue.path.length > 0 && issue.code !== "unrecognized_keys" && issue.input !== undefined;
}

const TYPES: Record<string, string> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  array: "列表",
  object: "一组内容",
};

function faultOf(issue: Issue): Pick<Fault, "message" | "kind"> {
  if (issue.code === "custom") {
    return { message: issue.message, kind: issue.params?.dangling ? "dangling" : "other" };
  }
  return issue.input === undefined ? missing : { message: messageOf(issue), kind: "other" };
}

/** The schema's own words where it has some. */
function messageOf(issue: Issue): string {
  if (issue.code === "invalid_format") return issue.message || "格式不对";
  if (issue.code === "unrecognized_keys") return `不认识的项：${listed(issue.keys)}`;
  if (issue.code === "invalid_type") {
    const fault = issue.expected === "number" ? faultOfFigure(issue.input) : undefined;
    return fault ?? `应为${TYPES[issue.expected] ?? issue.expected}`;
  }
  if (issue.message) return issue.message;
  if (issue.code === "invalid_value") return `只能是：${issue.values.map(String).join("、")}`;
  if (issue.code === "too_small") return tooSmall(issue);
  if (issue.code === "too_big") return `不能超过${issue.maximum}${measure(issue.origin)}`;
  return "填写不符合要求";
}

/** A few of many keys, each cut short: whoever sent them need not get them all back. */
function listed(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return shown.join("、") + (keys.length > shown.length ? `等 ${keys.length} 项` : "");
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === "string") return "不能为空";
  if (issue.inclusive === false) return `须大于${issue.minimum}`;
  return `不能少于${issue.minimum}${measure(issue.origin)}`;
}

function measure(origin: string): string {
  if (origin === "string") return "个字";
  return origin === "array" ? "项" : "";
}

function inWords(document: unknown, at: readonly (string | number)[]): string[] {
  const words: string[] = [];
  let value = document;
  for (const [depth, part] of at.entries()) {
    value = isRecord(value) ? value[part] : undefined;
    if (typeof part === "number") words.push(`${words.pop() ?? ""}第${part + 1}项${nameOf(value)}`);
    else words.push(titleAt(at.slice(0, depth + 1)) ?? part);
  }
  return words.length > 0 ? words : ["规则"];
}

/** As it would be kept: what was sent may hold anything, and as much as it likes. */
function nameOf(value: unknown): string {
  const name = isRecord(value) && typeof value.name === "string" ? cleanedLine(value.name) : "";
  return name && `(${name.length > 60 ? `${name.slice(0, 60)}…` : name})`;
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}

/** The title that the schema gives to the field at a path. */
function titleAt(at: readonly (string | number)[]): string | undefined {
  let here: z.core.$ZodType[] = [RuleSet];
  for (const part of at) here = here.flatMap((schema) => inside(schema, part));
  return here.map(titleOf).find(Boolean);
}

function inside(schema: z.core.$ZodType, part: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject)
    return typeof part === "string" && schema.shape[part] ? [schema.shape[part]] : [];
  if (schema instanceof z.ZodArray) return [schema.element];
  return wrapped(schema).flatMap((inner) => inside(inner, part));
}

function titleOf(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.title ?? wrapped(schema).map(titleOf).find(Boolean);
}

function wrapped(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return [schema.unwrap()];
  if (schema instanceof z.ZodUnion) return [...schema.options];
  return [];
}

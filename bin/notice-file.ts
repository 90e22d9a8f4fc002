import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import english from "zod/v4/locales/en.js";
import chinese from "zod/v4/locales/zh-CN.js";
import { HolidayNotice } from "../worker/rules/schema/notice.ts";
import { oneLine, Refusal } from "./runtime/refusal.ts";

z.config(chinese());

/** The holiday notice that a file states. @throws Refusal that names every fault, in Chinese and English. */
export function noticeIn(file: string): HolidayNotice {
  const checked = HolidayNotice.safeParse(written(textOf(file)), { reportInput: true });
  if (checked.success) return checked.data;
  throw new Refusal(["通知没有载入 / not loaded:", ...checked.error.issues.map(inBothLanguages)].join("\n"));
}

/** npm runs commands in the project's folder; files are named from where the person stands. */
function textOf(file: string): string {
  const path = resolve(process.env.INIT_CWD ?? ".", file);
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Refusal(`读不到文件 ${path} / cannot read this file`);
  }
}

/** JSON is YAML, too. */
function written(text: string): unknown {
  try {
    return parse(text, { schema: "core" });
  } catch (error) {
    throw new Refusal(`文件既不是 YAML 也不是 JSON / neither YAML nor JSON: ${oneLine(error)}`);
  }
}

function inBothLanguages(issue: z.core.$ZodIssue): string {
  const translated =
    issue.code === "custom" ? issue.params?.english : english().localeError(issue as z.core.$ZodRawIssue);
  const message = typeof translated === "object" ? translated?.message : translated;
  return `  ${issue.path.join(".") || "（全文）"}：${issue.message} / ${message ?? "not accepted"}`;
}

import * as z from "zod";
import zhCN from "zod/v4/locales/zh-CN.js";
import { cleaned } from "../../text/cleaned.ts";
import { Invalid, type Problem } from "../errors.ts";

z.config(zhCN());

/** Everything wrong with an input, once per field, in words for the person. */
export function problemsOf(error: z.ZodError): Problem[] {
  const first = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const name = path.join(".");
    if (!first.has(name)) first.set(name, message);
  }
  return Array.from(first, ([path, message]) => ({ path, message }));
}

/** @throws Invalid with a problem per field. */
export function valid<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new Invalid(problemsOf(parsed.error));
  return parsed.data;
}

const written = (label: string) => z.string(`请填写${label}`).overwrite(cleaned);

/** One line of text: a name, a place. `max` in characters. */
export const line = (label: string, max = 60) =>
  written(label)
    .min(1, `请填写${label}`)
    .max(max, `${label}最多 ${max} 个字`)
    .overwrite((text) => text.replace(/\s+/g, " "));

/** Text of several lines. `max` in characters. */
export const prose = (label: string, max = 2000) =>
  written(label).min(1, `请填写${label}`).max(max, `${label}最多 ${max} 个字`);

/** May be left out or empty. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
    schema.optional(),
  );

/** A record's id, as it stands in addresses. */
export const id = (label: string) =>
  z.string(`请选择${label}`).regex(/^[0-9A-Za-z-]{1,64}$/, `请选择${label}`);

const noVersion = "这份表单不完整，请从详情页重新打开";

/** The version a form was filled in on: an older one means somebody saved in between. */
export const version = z.coerce
  .number(noVersion)
  .int(noVersion)
  .positive(noVersion)
  .max(Number.MAX_SAFE_INTEGER, noVersion);

/** Yes or no: JSON's true and false, or a form's `yes` and `no`. */
export const yesOrNo = (message: string) =>
  z.preprocess((value) => (value === "yes" ? true : value === "no" ? false : value), z.boolean(message));

/** A list: in a form the field stands once for each, or not at all. */
export const many = <T extends z.ZodType>(schema: T, max: number) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(schema).max(max).default([]),
  );

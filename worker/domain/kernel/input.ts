import * as z from "zod";
import zhCN from "zod/v4/locales/zh-CN.js";
import { cleaned } from "../../text/cleaned.ts";
import { typedClock, typedDay, typedNumber } from "../../text/typed.ts";
import { dayCalled, dayPassed } from "../../time/called.ts";
import {
  type ClockTime,
  type Instant,
  isClockTime,
  isPlannable,
  type LocalDate,
  localDateOf,
} from "../../time/instants.ts";
import { Invalid } from "../errors.ts";
import { problemsOf } from "./problems.ts";

z.config(zhCN());

/** The day on which an input is read, for days that are typed without a year. */
let today: LocalDate | undefined;

/** `now`, where a day may be among it. @throws Invalid with a problem per field. */
export function valid<S extends z.ZodType>(schema: S, raw: unknown, now?: Instant): z.output<S> {
  today = now && localDateOf(now);
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new Invalid(problemsOf(parsed.error));
  return parsed.data;
}

const written = (label: string) => z.string(`请填写${label}`).overwrite(cleaned).meta({ title: label });

/** How a form asks for a field of an input. */
export type Field = { readonly label: string; readonly hint?: string | undefined } & (
  | {
      readonly kind: "text";
      /** In characters. */
      readonly max: number;
      /** One line, or as many as the form shows at first. */
      readonly lines: number;
    }
  | { readonly kind: "date" | "time" | "oneOf" }
  /** Photos, so many at most, and so many bytes of files together. */
  | { readonly kind: "photos"; readonly most: number; readonly together: number }
);

/** What may be chosen, as people read it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Beside the schemas and not in them, since programs read those. */
export const fields = z.registry<Field>();

/** Nothing is cut off unsaid: how much there is beside how much there may be. */
const tooLong = (label: string, max: number) => ({
  error: ({ input }: { input?: unknown }) => `${label}最多 ${max} 个字，现在有 ${String(input).length} 个字`,
});

/** One line of text: a name, a place. `max` in characters; `hint` stands under the label in a form. */
export const line = (label: string, max = 60, hint?: string) =>
  written(label)
    .min(1, `请填写${label}`)
    .max(max, tooLong(label, max))
    .overwrite((text) => text.replace(/\s+/g, " "))
    .register(fields, { kind: "text", label, max, hint, lines: 1 });

/** Text of several lines. `max` in characters. */
export const prose = (label: string, max = 2000, hint?: string) =>
  written(label)
    .min(1, `请填写${label}`)
    .max(max, tooLong(label, max))
    .register(fields, { kind: "text", label, max, hint, lines: 5 });

/** A calendar day in China, however it was typed. */
export const day = (label: string) => calendarDay(label, dayCalled);

/** The same of what has been. */
export const pastDay = (label: string) => calendarDay(label, dayPassed);

const calendarDay = (label: string, called: typeof dayCalled) =>
  z
    .string(`请填写${label}`)
    .overwrite((text) => (today ? called(text, today) : typedDay(text)))
    .refine(isPlannable, `请填写${label}`)
    .meta({ format: "date" })
    .transform((text) => text as LocalDate)
    .register(fields, { label, kind: "date" });

/** A time of day in China, however it was typed. */
export const clockTime = (label: string) =>
  z
    .string(`请填写${label}`)
    .overwrite(typedClock)
    .refine(isClockTime, `请填写${label}，例如 09:30`)
    .meta({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" })
    .transform((text) => text as ClockTime)
    .register(fields, { label, kind: "time" });

/** One of what the record allows as it stands: a move names the choices, and takes no others. */
export const oneOf = (label: string, hint?: string) =>
  z
    .string(`请选择${label}`)
    .overwrite(cleaned)
    .min(1, `请选择${label}`)
    .max(100, `请选择${label}`)
    .meta({ title: label })
    .register(fields, { kind: "oneOf", label, hint });

/** A field of an input by its name, as a form asks for it. */
export type NamedField = Field & { readonly name: string; readonly options?: readonly Choice[] };

/** A field that asks for photos. */
export type PhotosField = Extract<NamedField, { kind: "photos" }>;

export const asksPhotos = (field: NamedField): field is PhotosField => field.kind === "photos";

/** What an input asks for and a form draws by itself, in its order: texts, days, times, choices and photos. */
export const fieldsOf = (shape: z.ZodRawShape): NamedField[] =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const field = fields.get(schema as z.ZodType);
    return field ? [{ name, ...field }] : [];
  });

/** May be left out or null; what is empty is something. */
export const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value ?? undefined, schema.optional()).meta({ orNull: true });

/** May be left out, empty or null. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess(
      (value) => (value === null || (typeof value === "string" && cleaned(value) === "") ? undefined : value),
      schema.optional(),
    )
    .meta({ orNull: true });

/** The same of a choice, which a form asks for none the less. */
export function optionalOneOf(label: string, hint?: string) {
  return optional(oneOf(label, hint)).register(fields, { kind: "oneOf", label, hint });
}

/** A record's id, as it stands in addresses. */
export const id = (label: string) =>
  z
    .string(`请选择${label}`)
    .regex(/^[0-9A-Za-z-]{1,64}$/, `请选择${label}`)
    .meta({ title: label });

/**
 * A whole number: one of JSON, or figures as people type them (`１２`, `1,200`). Nothing else is taken for one, neither
 * true nor null nor `0x10`.
 */
export function whole(message: string, range: { min: number; max?: number; message?: string }) {
  const { min, max = Number.MAX_SAFE_INTEGER, message: outside = message } = range;
  return z.preprocess(
    (value) => (typeof value === "string" ? typedNumber(value) : value),
    z.number(message).int(message).min(min, outside).max(max, outside),
  );
}

const incomplete = "这份表单不完整，请从详情页重新打开";
const counted = whole(incomplete, { min: 1 });

/** By what people call a version or a draft of the rules. */
export const number = counted;

/** The revision a form was filled in on: an older one means somebody saved in between. */
export const revision = counted;

/** Yes or no: JSON's true and false, or a form's `yes` and `no`. */
export const yesOrNo = (message: string) =>
  z.preprocess((value) => (value === "yes" ? true : value === "no" ? false : value), z.boolean(message));

/** A list: in a form the field stands once for each, or not at all. */
export const many = <T extends z.ZodType>(schema: T, max: number) =>
  z
    .preprocess(
      (value) => (value === null ? undefined : value === undefined || Array.isArray(value) ? value : [value]),
      z.array(schema).max(max, `最多选 ${max} 个`).default([]),
    )
    .meta({ orNull: true });

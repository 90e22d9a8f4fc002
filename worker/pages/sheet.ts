import type { Hono } from "hono";
import type { Context } from "../domain/kernel/context.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type Asked, askedOf } from "../domain/lists/asked.ts";
import type { AppEnv, C } from "../http/app-env.ts";
import { allow } from "../http/session.ts";
import { formatFullMoment } from "../time/format.ts";
import type { Instant } from "../time/instants.ts";

/** How many rows a file holds at most; the last row says so where there are more. */
const most = 5000;

const formats = ["xlsx", "csv"] as const;

/** `2026年11月25日 18:00`; empty where there is none. */
export const momentIn = (at: string | null): string => (at === null ? "" : formatFullMoment(at as Instant));

/** A column of a file: what stands above it, and what a row says there. Numbers that are names are text. */
export interface SheetColumn<Row> {
  readonly header: string;
  readonly value: (row: Row) => string | number;
  /** In characters. */
  readonly width: number;
}

/** A list that can be taken along as a file. */
export interface Sheet<Row> {
  /** The list's address: its files are `/matters.xlsx` and `/matters.csv`. */
  readonly path: `/${string}`;
  readonly right: Right;
  readonly name: string;
  readonly columns: readonly SheetColumn<Row>[];
  /** What was asked for, from its first row on, and whether more follows. `query`: as the address says it. */
  read(
    ctx: Context,
    asked: Asked,
    query: Readonly<Record<string, string>>,
    /** What stands in the address for its names: `:filingId`. */
    params: Readonly<Record<string, string>>,
  ): Promise<{ rows: readonly Row[]; next: string | null }>;
}

/** Answers with what a list is asked for as a file. */
export function getSheets<Row>(pages: Hono<AppEnv>, sheet: Sheet<Row>): void {
  for (const format of formats)
    pages.get(`${sheet.path}.${format}`, allow(sheet.right), async (c) => {
      const { after: _from, before: _until, ...query } = c.req.query();
      const { rows, next } = await sheet.read(
        c.var.ctx,
        { ...askedOf(query), size: most },
        query,
        c.req.param(),
      );
      const table = rows.map((row) => sheet.columns.map(({ value }) => value(row)));
      return answer(c, format, sheet, next === null ? table : [...table, [cut(rows.length)]]);
    });
}

const cut = (rows: number): string => `只列出了前 ${rows} 条，后面可能还有。请在列表里缩小范围，分几次导出`;

/**
 * XLSX, or CSV as UTF-8 with a byte order mark, by which spreadsheets know it. What would be read as a formula is text.
 * The library is loaded for this alone.
 */
async function answer(
  c: C,
  format: (typeof formats)[number],
  { name, columns }: Pick<Sheet<never>, "name" | "columns">,
  table: readonly (readonly (string | number)[])[],
) {
  const rows = [columns.map(({ header }) => header), ...table.map((row) => [...row])];
  c.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`);
  if (format === "csv") {
    const { writeCsv } = await import("./csv.ts");
    c.header("content-type", "text/csv; charset=utf-8");
    return c.body(writeCsv(rows, { escapeFormulae: true, bom: true, lineSeparator: "\r\n" }));
  }
  const { writeXlsx } = await import("./xlsx.ts");
  const widths = columns.map(({ width }) => ({ width }));
  const book = await writeXlsx({ sheets: [{ name, columns: widths, rows }] });
  c.header("content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  return c.body(book as Uint8Array<ArrayBuffer>);
}

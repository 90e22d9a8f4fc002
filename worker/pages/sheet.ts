import type { C } from "../http/app-env.ts";
import { formatFullMoment } from "../time/format.ts";
import type { Instant } from "../time/instants.ts";

/** How many rows a file holds at most; a list that has more is exported filter by filter. */
export const sheetRows = 5000;

export const sheetFormats = ["xlsx", "csv"] as const;

/** `2026年11月25日 18:00`; empty where there is none. */
export const momentIn = (at: string | null): string => (at === null ? "" : formatFullMoment(at as Instant));

/** A column of a file: what stands above it, and what a row says there. Numbers that are names are text. */
export interface SheetColumn<Row> {
  readonly header: string;
  readonly value: (row: Row) => string | number;
  /** In characters. */
  readonly width: number;
}

/**
 * Answers with a list as a file: XLSX, or CSV as UTF-8 with a byte order mark, by which spreadsheets know it. What would be
 * read as a formula is text. The library is loaded for this alone.
 */
export async function sheet<Row>(
  c: C,
  format: (typeof sheetFormats)[number],
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
) {
  const table = rows.map((row) => columns.map(({ value }) => value(row)));
  const headers = columns.map(({ header }) => header);
  c.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`);
  if (format === "csv") {
    const { writeCsv } = await import("./csv.ts");
    c.header("content-type", "text/csv; charset=utf-8");
    return c.body(writeCsv([headers, ...table], { escapeFormulae: true, bom: true, lineSeparator: "\r\n" }));
  }
  const { writeXlsx } = await import("./xlsx.ts");
  const widths = columns.map(({ width }) => ({ width }));
  const book = await writeXlsx({ sheets: [{ name, columns: widths, rows: [headers, ...table] }] });
  c.header("content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  return c.body(book as Uint8Array<ArrayBuffer>);
}

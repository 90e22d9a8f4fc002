import type { Child } from "../html.ts";
import { More } from "./more.tsx";

export type Column<Row> = {
  label: string;
  cell: (row: Row) => Child;
  /** Right-aligned, figures of one width. */
  numeric?: boolean | undefined;
  /** Never broken over lines: codes, dates, names of people. */
  whole?: boolean | undefined;
  /** Names the row: a row header, and the heading of the card on a phone. */
  heading?: boolean | undefined;
};

/**
 * A table on a desk, cards on a phone. `id` is the rows' and must be unique on a page with several tables.
 */
export function Table<Row>(props: {
  caption: string;
  /** The caption is for screen readers only, because a heading above says the same. */
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  id?: string | undefined;
  /** Address of the page with the following rows. */
  more?: string | undefined;
}) {
  const id = props.id ?? "rows";
  return (
    <table class="table">
      <caption class={props.captionHidden && "unseen"}>{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th scope="col" class={column.numeric && "numeric"}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody id={id}>
        {props.rows.map((row) => (
          <TableRow columns={props.columns} row={row} />
        ))}
        {props.more !== undefined && <More href={props.more} list={id} columns={props.columns.length} />}
      </tbody>
    </table>
  );
}

/** One row, also as a fragment to swap in. */
export function TableRow<Row>(props: { columns: readonly Column<Row>[]; row: Row; id?: string | undefined }) {
  return (
    <tr id={props.id}>
      {props.columns.map((column) => (
        <Cell column={column} row={props.row} />
      ))}
    </tr>
  );
}

function Cell<Row>(props: { column: Column<Row>; row: Row }) {
  const { column, row } = props;
  if (column.heading) {
    return <th scope="row">{column.cell(row)}</th>;
  }
  return (
    <td data-label={column.label} class={[column.numeric && "numeric", column.whole && "whole"]}>
      <div>{column.cell(row)}</div>
    </td>
  );
}

import type { Child } from "../html.ts";
import type { WorkListProps, WorkRow } from "./work.ts";

type Shown = Pick<WorkListProps, "id" | "called" | "counted" | "columns" | "rows" | "hasTimeLeft" | "batch">;

/** The rows: a table where there is room, cards on a phone, each led by the time that is left. */
export function WorkTable(props: Shown) {
  const { columns, rows, called, counted } = props;
  return (
    <table class={["work-table", props.hasTimeLeft && "work-timed"]}>
      <caption class="unseen">{counted === undefined ? called : `${called}（${counted}）`}</caption>
      <thead>
        <tr class="work-head">
          {props.batch && <SelectAll />}
          <th scope="col">{called}</th>
          {columns.map(({ label, numeric }) => (
            <th scope="col" class={numeric && "numeric"}>
              {label}
            </th>
          ))}
          {props.hasTimeLeft && <th scope="col">还剩</th>}
          {rows.some(({ action }) => action) && (
            <th scope="col" class="work-do">
              <span class="unseen">操作</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row {...props} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** Chooses all rows of the page; without JavaScript it isn't there. */
function SelectAll() {
  return (
    <th scope="col" class="work-select">
      <span class="unseen">选择</span>
      <input type="checkbox" data-all aria-label="选择本页全部" />
    </th>
  );
}

function Row(props: Shown & { row: WorkRow }) {
  const { row, columns } = props;
  const titleId = `${props.id}-row-${row.id}`;
  const tone = row.timeLeft?.tone;
  const doing = props.rows.some(({ action }) => action);
  return (
    <tr class={["work-row", tone && `work-row-${tone}`, row.fresh && "work-row-fresh"]}>
      {props.batch && (
        <td class="work-select">
          <label>
            <input type="checkbox" name="selected" value={row.id} aria-labelledby={titleId} />
          </label>
        </td>
      )}
      <Title row={row} id={titleId} />
      {columns.map(({ label, numeric, whole }, index) => (
        <td data-label={label} class={["work-cell", numeric && "numeric", whole && "whole"]}>
          {row.cells[index]}
        </td>
      ))}
      {props.hasTimeLeft && <td class={["work-left", tone && `work-left-${tone}`]}>{row.timeLeft?.text}</td>}
      {doing && <td class="work-do">{row.action}</td>}
    </tr>
  );
}

function Title({ row, id }: { row: WorkRow; id: string }) {
  const title = <span class="excerpt">{row.title}</span>;
  const told = [row.fresh && <strong class="fresh">刚添加</strong>, row.mark, ...row.meta].filter(Boolean);
  return (
    <th scope="row" class="work-title">
      {row.href === undefined ? (
        <span id={id}>{title}</span>
      ) : (
        <a id={id} class="work-link" href={row.href}>
          {title}
        </a>
      )}
      {told.length > 0 && <p class="meta">{joined(told)}</p>}
    </th>
  );
}

/** Parts with a dot between each two, none broken over lines where it fits into one. */
function joined(parts: readonly Child[]): Child[] {
  return parts.map((part, index) => (
    <>
      {index > 0 && " "}
      <span class="meta-part">
        {part}
        {index < parts.length - 1 && " ·"}
      </span>
    </>
  ));
}

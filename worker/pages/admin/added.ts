import type { Frame } from "../../../views/layout/frame.ts";
import type { C } from "../../http/app-env.ts";
import { frameOf } from "../frame.ts";

/** Which of a form's two buttons was pressed: 添加并继续 has this name. */
const againField = "again";

type Values = Record<string, string | string[]>;

/** What a form that adds sent, without which button it was, and whether one more is to be added. */
export function askedAgain({ [againField]: again, ...values }: Values) {
  return { again: again !== undefined, values };
}

/**
 * Where a form that adds leads: to its list with the new row marked, and where one more is to be added, to the form with
 * what stays the same, by names that no list is asked by. No fragment: browsers give the focus to no field where an address has one.
 */
export function addedTo(path: string, id: string, again: boolean, kept: Record<string, unknown>): string {
  const query = new URLSearchParams({ added: id, ...(again ? { [againField]: "1" } : {}) });
  for (const [name, value] of Object.entries(again ? kept : {}))
    if (typeof value === "string" && value !== "") query.set(name, value);
  return `${path}?${query}`;
}

/** The row that has just been added, and whether the form takes one more, with these fields as they were. */
export function addedIn(c: C, ...kept: string[]) {
  const query = c.req.query();
  const again = query[againField] !== undefined;
  const values = Object.fromEntries(kept.map((name) => [name, query[name]]));
  return { added: query.added, again, values };
}

/** The page around such a form: where one more is added, what was done is told beside it, and the form has the focus. */
export function frameAround(c: C, title: string, again: boolean): Frame {
  const frame = frameOf(c, title);
  return again && frame.notice ? { ...frame, notice: { ...frame.notice, aside: true } } : frame;
}

/**
 * decided: a decision, nothing to do.
 * open ──complete──▶ done ──approve──▶ accepted
 *   ▲                 │
 *   └───send back─────┘
 */
export const resolutionStates = {
  decided: "已议定",
  open: "办理中",
  done: "待验收",
  accepted: "已完成",
} as const;

export type ResolutionState = keyof typeof resolutionStates;

/** How a form asks by when a task must be done: `due` is one of the days that are quick to choose, or this. */
export const asItStands = "stands";

/** The day that a form's fields say, as it was typed: one that was written out goes before a quick choice. Empty: none. */
export function dayChosen({ due, dueDate }: Readonly<Record<string, unknown>>): string {
  if (typeof dueDate === "string" && dueDate.trim() !== "") return dueDate;
  return typeof due === "string" && due !== asItStands ? due : "";
}

/** What a form says of a resolution. Unless its day was asked about already, it is asked about what is odd in it. */
export function resolutionFrom({
  due,
  confirmed,
  ...values
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const dueDate = dayChosen({ due, dueDate: values.dueDate });
  return { ...values, dueDate, ...(dueDate !== "" && confirmed === dueDate ? {} : { askFirst: "yes" }) };
}

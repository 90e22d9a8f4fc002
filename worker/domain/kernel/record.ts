import type { Right } from "./rights.ts";

/** A record by its noun and id: what events, clocks and audit entries belong to. */
export interface Ref {
  readonly noun: string;
  readonly id: string;
}

/** What a noun is called, where its records have their page, and what may be done with them besides its moves. */
export interface Noun {
  readonly noun: string;
  /** What people read for one of its records. */
  readonly called: string;
  /** What its pages' addresses begin with; its records have none where it is left out. */
  readonly page?: string;
  readonly rights: Readonly<Record<string, Right>>;
  /** What the log tells apart within one right: sending back a task within reviewing it. */
  readonly recorded?: Readonly<Record<string, Recorded>>;
}

/** How the log calls an act, and what people read for it. */
export type Recorded = Pick<Right, "action" | "said">;

/** How the audit log names a record: `<noun>:<id>`. */
export const nameOf = ({ noun, id }: Ref): string => `${noun}:${id}`;

import * as assignment from "../assignments/clocks.ts";
import * as filing from "../filings/clocks.ts";
import * as matter from "../matters/clocks.ts";
import * as resolution from "../resolutions/clocks.ts";
import * as call from "../whistles/clocks.ts";
import type { ClockKind, Inputs } from "./kinds.ts";

/** Every kind of clock there is. A noun that has clocks names its file here. */
export const kinds: readonly ClockKind<never>[] = [
  ...Object.values(matter),
  ...Object.values(resolution),
  ...Object.values(call),
  ...Object.values(assignment),
  ...Object.values(filing),
];

const byName = new Map(kinds.map((kind) => [`${kind.noun}.${kind.kind}`, kind]));

/** The kind of a clock by its name; undefined for one that only a newer version of the product describes. */
export const knownKind = ({ noun, kind }: { noun: string; kind: string }): ClockKind<never> | undefined =>
  byName.get(`${noun}.${kind}`);

/**
 * What people read of a clock. A row of a kind that only a newer version of the product describes, met after going back
 * to this one, is shown with its record and due time under a plain name: no page stays closed for it.
 */
export function saidOf(named: {
  noun: string;
  kind: string;
  inputs?: Inputs;
}): Pick<ClockKind, "called" | "residents" | "todo"> {
  const kind = knownKind(named);
  if (!kind) return { called: "期限", todo: "待办" };
  return named.inputs && kind.calledBy ? kind.calledBy(named.inputs as never) : kind;
}

/** The kind of a clock that is to be reckoned or set. @throws RangeError for one that no noun describes. */
export function kindOf(named: { noun: string; kind: string }): ClockKind<never> {
  const found = knownKind(named);
  if (!found) throw new RangeError(`no noun describes a clock ${named.noun}.${named.kind}`);
  return found;
}

import { type Attempt, attempt } from "../../views/components/attempt.ts";
import { chooseField, findField } from "../domain/meetings/states.ts";

/** Forms in which units or people are chosen from long lists: their buttons send the whole form to be shown again. */

/** The form once more, as it was sent; what is looked for stands only while it is looked for. */
export const chosenMore = (values: Attempt["values"]): Attempt =>
  attempt({ ...values, [findField]: values[chooseField] === "find" ? values[findField] : "" });

interface Group {
  readonly key: string;
  readonly members: readonly { readonly id: string }[];
}

/** With all of the group that a button chose besides, and that in words. */
export function withGroup(
  field: string,
  groups: readonly Group[],
  sent: Attempt,
): { attempt: Attempt; said?: string } {
  const wanted = sent.values[chooseField];
  if (wanted === undefined) return { attempt: sent };
  const all = groups.find(({ key }) => key === wanted)?.members.map(({ id }) => id) ?? [];
  const members = [...new Set([...[sent.values[field] ?? []].flat(), ...all])];
  return { attempt: attempt({ ...sent.values, [field]: members }), said: `现在共选 ${members.length} 个` };
}

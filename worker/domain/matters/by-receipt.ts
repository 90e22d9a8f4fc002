import type { Foresight } from "../kernel/choices.ts";
import { offersOf } from "../kernel/offers.ts";
import { addToMatter, refusalToAdd } from "./add.ts";
import type { LoadedMatter } from "./matter.ts";
import { refusalToWithdraw, withdrawMatter } from "./withdraw.ts";

/** What the holder of a receipt may do besides saying what they think of the outcome, and why they can't where they might. */
export function offeredByReceipt(state: LoadedMatter, given: Foresight) {
  const asked = { ...state, until: undefined };
  const [adding = null] = offersOf([addToMatter], asked, given);
  const isOpen = addToMatter.from.includes(state.matter.state);
  const couldWithdraw = withdrawMatter.from.includes(state.matter.state);
  return {
    adding,
    mayAdd: adding !== null,
    noAddition: (isOpen && refusalToAdd(asked, given)) || null,
    mayWithdraw: withdrawMatter.allows(asked, given),
    noWithdrawal: (couldWithdraw && refusalToWithdraw(state)) || null,
  };
}

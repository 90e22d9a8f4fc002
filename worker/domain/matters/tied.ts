import type { Context } from "../kernel/context.ts";
import { verdict } from "../kernel/rights.ts";
import { tiedTo } from "./linked.ts";
import { type LoadedMatter, matter as noun, scopesOfMatter } from "./matter.ts";

/** Those that a matter is tied to, each with whether somebody may look at it. */
export const linkedFor = (state: LoadedMatter, actor: Context["actor"]) =>
  state.linked.map((one) => ({
    ...tiedTo(state, one),
    maySee: verdict(actor, noun.rights.view, scopesOfMatter(one).see) === "allowed",
  }));

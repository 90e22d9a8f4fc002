import * as z from "zod";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { loadedMatter, matter, refOf, scopesOfMatter } from "./matter.ts";
import { shownMatter, wholeMatter } from "./read.ts";

/**
 * The page of a matter with the reporter's name and phone in full, for whoever has to call: where it is dealt with now, and
 * above. Each look is on record.
 */
export const revealReporter = command({
  right: matter.rights.revealReporter,
  input: z.strictObject({ matterId: id("事项") }),
  repeatable: true,
  load: (_orm, { matterId }, ctx) => wholeMatter(ctx, matterId),
  state: (rows) => ({ rows, ...loadedMatter(rows) }),
  scopes: ({ matter }) => scopesOfMatter(matter),
  decide: ({ rows, matter }, _input, given) => {
    const { id, reporterName, reporterPhone } = matter;
    const result = { page: shownMatter(given, rows), reporter: { reporterName, reporterPhone } };
    return { result, on: refOf(id), rows: [] };
  },
});

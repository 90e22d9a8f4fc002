import { visitor } from "../../../worker/domain/kernel/context.ts";
import { type Open, runs } from "./open.ts";
import type { Official, Play } from "./play.ts";
import { type Act, together } from "./together.ts";
import { type Verb, verbs } from "./verbs.ts";

interface Doing extends Act {
  readonly verb: Verb;
  readonly open: Open;
}

/** One moment of a county's people: at most one act on each matter, all together. */
export async function actNow(play: Play, matters: readonly Open[]): Promise<void> {
  const acts = matters.flatMap((open) => {
    const verb = play.drawn(open);
    return verb ? acting(play, open, verb) : [];
  });
  await together(play, acts, ({ verb, open, input }, why, result) =>
    play.told(verb, open, why, { input, result }),
  );
}

function acting(play: Play, open: Open, verb: Verb): Doing[] {
  const able = whoMay(play, open, verb);
  if (able.length === 0) return [];
  const by = verb === "evaluate" ? visitor : play.choose(able, play.chance(open.matter.number))?.actor;
  const input = by && play.inputOf(open, verb);
  return input ? [{ verb, id: open.matter.id, command: verbs[verb], by, open, input }] : [];
}

/** Whoever answers for the matter; a request is answered by others than who asked, and nobody urges themselves. */
function whoMay(play: Play, open: Open, verb: Verb): Official[] {
  const { matter } = open;
  const answers = /^(grant|refuse)/.test(verb);
  const request = runs(open, verb.endsWith("Extension") ? "extension" : "pauseRequest");
  const path = answers && request ? pathOf(play, request.owner ?? "") : matter.levelPath;
  if (verb === "callBack") return whoGave(play, open);
  const holder = matter.levelPath.split("/").filter(Boolean).at(-1);
  return whoIn(play, path).filter(
    ({ actor, unit }) =>
      (!answers || ![request?.inputs.by, matter.handlerId].includes(actor.accountId)) &&
      (verb !== "urge" || unit.id !== holder),
  );
}

/** Whoever passed it down and those above; of what went up, those below the unit that has it. */
function whoGave(play: Play, { matter, rules }: Open): Official[] {
  const { levels } = rules.handling;
  const desk = levels.find(({ key }) => key === matter.gave?.level)?.level;
  const line = play.units.find(({ id }) => id === matter.gave?.unit)?.line ?? [];
  const giver = line.find(({ level }) => level === desk);
  const path = pathOf(play, giver?.id ?? "");
  const isDown = matter.levelPath.startsWith(path);
  return whoIn(play, path).filter(({ unit }) => isDown || !matter.levelPath.includes(`/${unit.id}/`));
}

/** Who may act on what lies below a path. */
export const whoIn = ({ people }: Pick<Play, "people">, path: string): Official[] =>
  people.filter(({ unit, left }) => !left && path.includes(`/${unit.id}/`));

const pathOf = ({ units }: Play, id: string): string =>
  `/${
    units
      .find((unit) => unit.id === id)
      ?.line.map((one) => one.id)
      .join("/") ?? ""
  }/`;

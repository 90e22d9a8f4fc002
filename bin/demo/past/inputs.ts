import { admitted } from "../../../worker/rules/engine/admission.ts";
import { countyCalendar, workCalendar, works } from "../../../worker/rules/engine/calendar.ts";
import { endOfDay, extendedDue, levelDays } from "../../../worker/rules/engine/set-times.ts";
import { dateOfDay, dayEnding, type Instant } from "../../../worker/time/instants.ts";
import { type Open, runs } from "../play/open.ts";
import type { Play } from "../play/play.ts";
import type { Chance } from "../play/random.ts";
import { unitsBelow } from "../play/units.ts";
import type { Verb } from "../play/verbs.ts";
import { pick, type Story } from "./story.ts";

/** What somebody sends with a verb; undefined where nobody would. */
export function inputFor(
  play: Pick<Play, "units" | "quiet">,
  open: Open,
  { verb, story, chance }: { verb: Verb; story: Story; chance: Chance },
): object | undefined {
  const { id: matterId, receiptCode, reopenings } = open.matter;
  const more = () => others[verb]?.(open, chance, play);
  if (verb === "recategorise") return { matterId, category: story.category };
  if (verb === "evaluate") return { receiptCode, ...verdict(chance, story.isHard ? 0.1 : 0.92) };
  if (verb === "resolve") {
    const again = reopenings > 0 ? "再次到场办理：" : "";
    return { matterId, outcome: `${again}${story.outcome}` };
  }
  if (!(verb in others)) return { matterId };
  const input = more();
  return input && { matterId, ...input };
}

type Sending = (open: Open, chance: Chance, play: Pick<Play, "units" | "quiet">) => object | undefined;

const others: Partial<Record<Verb, Sending>> = {
  decline: (_, chance) => ({ reason: pick(chance, "declined") }),
  raise: (_, chance) => ({ reason: pick(chance, "raised") }),
  keep: (_, chance) => ({ reason: pick(chance, "kept") }),
  refuseExtension: (_, chance) => ({ reason: pick(chance, "refused") }),
  refusePause: (_, chance) => ({ reason: pick(chance, "refused") }),
  note: (_, chance) => ({ text: pick(chance, "notes"), audience: chance.is(0.6) ? "resident" : "staff" }),
  urge: (_, chance) => ({ text: pick(chance, "urged") }),
  passOn: (open, chance, play) => {
    const below = unitsBelow(play, open, admitted);
    return below.length > 0 ? { unit: chance.pick(below).id, reason: pick(chance, "passedOn") } : undefined;
  },
  pause: ({ rules }, chance) => {
    const reasons = rules.handling.pauses?.reasons.slice(0, 4).filter((_, at) => at !== 2) ?? [];
    return reasons.length > 0
      ? { occasion: chance.pick(reasons), reason: pick(chance, "paused") }
      : undefined;
  },
  extend: (open, chance) => {
    const days = laterDays(open);
    return days.length > 0 ? { until: chance.pick(days), reason: pick(chance, "extended") } : undefined;
  },
};

/** The days to which a level may ask for more time. */
function laterDays(open: Open): string[] {
  const due = runs(open, "step")?.dueAt as Instant | undefined;
  if (!due || !open.rules.handling.extensions) return [];
  const own = levelDays(open.rules, workCalendar(), open.matter.level, open.matter as never);
  const latest = extendedDue(open.rules, due, own).due;
  const first = dayEnding(due);
  return Array.from({ length: dayEnding(latest) - first }, (_, at) => first + at + 1)
    .filter((day) => works(countyCalendar(workCalendar(), open.rules), day) && endOfDay(own, day) <= latest)
    .map(dateOfDay);
}

/** Of those who find it solved some had waited too long. */
function verdict(chance: Chance, likely: number): object {
  const solved = chance.is(likely);
  const satisfied = !solved ? undefined : chance.is(0.05) ? false : chance.is(0.8) ? true : undefined;
  const of = !solved ? "unsolved" : satisfied === false ? "unsatisfied" : "solved";
  return {
    solved,
    ...(satisfied === undefined ? {} : { satisfied }),
    ...(chance.is(0.7) ? { comment: pick(chance, of) } : {}),
  };
}

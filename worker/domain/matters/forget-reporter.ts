import { eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn, startClock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { type Movable, move } from "../kernel/move.ts";
import { forgetSent, photosSent, type SentPhoto } from "../photos/sent.ts";
import { contacts } from "./clocks.ts";
import { type LoadedMatter, loadedMatter, onMatter, refOf, withRules } from "./matter.ts";

/**
 * Begins the time for which the name and number of whoever reported a matter are kept, and the photos they sent, as it ends: no longer
 * than is needed (个人信息保护法第十九条、第四十七条). Nothing where the rules set no time, or nobody left any.
 */
export function contactsKept(state: LoadedMatter, endedAt: Instant, given: Given): RowChange[] {
  const { matter, version, rules } = state;
  if (!rules.intake.contactsFor || !(hasContacts(matter) || state.sentPhotos)) return [];
  const kept = { record: matter.id, title: matter.body, owner: null, inputs: {}, from: endedAt };
  return [startClock(given, contacts, { ...kept, by: { version, rules } }).row];
}

const hasContacts = ({ reporterName, reporterPhone }: LoadedMatter["matter"]): boolean =>
  Boolean(reporterName ?? reporterPhone);

interface Forgetting extends LoadedMatter {
  readonly sent: readonly SentPhoto[];
}

const withSent = (orm: Builder, id: string) => ({
  ...withRules(orm, eq(matters.id, id)),
  sent: photosSent(orm, id),
});

const onForgetting: Movable<ReturnType<typeof withSent>, Forgetting, typeof matters> = {
  ...onMatter,
  load: withSent,
  state: ({ sent, ...rows }) => ({ ...loadedMatter(rows), sent }),
};

/** What an event keeps of what was deleted: how many photos, where there were some, and that there was nothing else. */
type Forgotten = { photos?: number; alone?: true };

const forgotten = ({ photos, alone }: Forgotten): string =>
  alone ? "照片" : `姓名和电话${photos ? "，以及照片" : ""}`;

/** That time is over: the name and number are deleted, and the photos that were sent with the report. */
export const forgetReporter = move(onForgetting)({
  name: "forgetReporter",
  label: "保留期满，删除上报人的姓名、电话和照片",
  done: "已删除上报人的姓名、电话和照片",
  from: ["closed", "declined", "merged", "withdrawn"],
  who: "system",
  input: {},
  events: {
    contactsForgotten: openHappening<Forgotten>({
      staff: (deleted) => ({ title: `保留期满，按规则删除上报人的${forgotten(deleted)}` }),
      resident: (deleted) => ({ title: `保留期满，按规则删除了您的${forgotten(deleted)}` }),
    }),
  },
  decide: ({ matter, clocks, sent }, _input, given) => {
    const { now } = given;
    const kept = runningIn(clocks, contacts);
    if (!kept || kept.dueAt > now) throw new Conflict("还没有到删除的时候");
    const alone = hasContacts(matter) ? {} : { alone: true as const };
    return {
      set: { reporterName: null, reporterPhone: null },
      says: { contactsForgotten: sent.length > 0 ? { photos: sent.length, ...alone } : {} },
      rows: [endClocks(now, refOf(matter.id), "met", [contacts.kind]), ...forgetSent(matter.id, sent, given)],
    };
  },
});

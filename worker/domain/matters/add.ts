import { eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { type Added, matters } from "../../../db/tenant/schema/matters.ts";
import type { counters } from "../../../db/tenant/schema/work.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Context, Given } from "../kernel/context.ts";
import { happened, openHappening, type ShownPhoto } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { type Movable, move } from "../kernel/move.ts";
import { photos } from "../photos/field.ts";
import { mostOfResidents, photosHint } from "../photos/photo.ts";
import { photoRows } from "../photos/rows.ts";
import { putPhotos } from "../photos/store.ts";
import { photosCounted, photosMustBeFew, reportsToday } from "./daily.ts";
import { isDealtWith, type Linked, mainOf } from "./linked.ts";
import { loadedMatter, refOf, withRules } from "./matter.ts";
import { unsettled } from "./states.ts";
import { toldUnit } from "./told-unit.ts";
import { onReceipt, type Waiting } from "./waiting.ts";

/** How often something is added to one matter on one day in China. */
export const mostAdditions = 5;

interface Adding extends Waiting {
  /** What visitors sent today; on a page nothing is sent yet. */
  readonly today?: readonly (typeof counters.$inferSelect)[];
}

const withToday = (orm: Builder, receiptCode: string, { now, network }: Context) => ({
  ...withRules(orm, eq(matters.receiptCode, receiptCode)),
  today: reportsToday(orm, now, network),
});

const onAdding: Movable<ReturnType<typeof withToday>, Adding, typeof matters> = {
  ...onReceipt,
  load: withToday,
  state: ({ today, ...rows }) => ({ ...loadedMatter(rows), until: undefined, today }),
};

const timesToday = (added: Added | null, now: Instant): number =>
  added && localDateOf(added.at as Instant) === localDateOf(now) ? added.times : 0;

/** Why nothing can be added though the state allows it. A duplicate's is told of its main matter. */
export function refusalToAdd(state: Adding, { now }: Pick<Foresight, "now">): string | undefined {
  const main = mainOf(state);
  if (state.matter.state === "merged" && !(main && isDealtWith(main)))
    return "一起办理的事项已经有了结果，不能再补充";
  return timesToday(state.matter.added, now) >= mostAdditions
    ? `今天已经补充了 ${mostAdditions} 次，明天可以再补充`
    : undefined;
}

/** What the event keeps of it. */
type Told = { text: string; photos?: readonly ShownPhoto[] };

/** Whoever reported a matter says more about it while it is dealt with, by the receipt. No clock minds. */
export const addToMatter = move(onAdding)({
  name: "add",
  resource: "additions",
  label: "补充情况",
  logged: "居民补充情况",
  done: "您的补充已提交，办理单位能看到",
  from: [...unsettled, "merged"],
  refuses: refusalToAdd,
  who: "public",
  input: {
    text: prose("补充的情况", 1000, "例如：更准确的位置、后来的变化。请不要写身份证号、银行卡号。"),
    photos: photos(
      "照片",
      mostOfResidents,
      `${photosHint(mostOfResidents)}。请不要拍到人脸、证件、门牌和车牌。`,
    ),
  },
  form: {
    folded: "还有要补充的，写在这里",
    below: `办理单位会看到。每天最多补充 ${mostAdditions} 次，不改变办理时限。`,
  },
  events: {
    added: openHappening<Told>({
      staff: ({ text, photos }) => ({
        title: "居民补充情况",
        note: text,
        photos,
        tone: "dueSoon",
        unnamed: true,
      }),
      resident: ({ text, photos }) => ({ title: "您补充了情况", note: text, photos }),
    }),
  },
  before: async ({ photos }, ctx, { today = [] }) => {
    photosMustBeFew(today, photos, ctx);
    await putPhotos(ctx, photos);
  },
  decide: (state, { text, photos }, given) => {
    const { matter, today = [] } = state;
    photosMustBeFew(today, photos, given);
    const belongs = { matterId: matter.id, part: "addition", audience: "resident" } as const;
    const { rows, shown } = photoRows(belongs, photos, given);
    const main = mainOf(state);
    return {
      set: { added: { at: given.now, times: timesToday(matter.added, given.now) + 1, waits: !main } },
      says: { added: { text, ...(shown.length > 0 ? { photos: shown } : {}) } },
      rows: [
        ...rows,
        ...photosCounted(photos, given),
        ...(main ? toldOf(main, matter.number, given) : []),
        toldUnit(main ?? matter, "居民补充了情况", given),
      ],
    };
  },
});

/** What is said of a main matter, of one that follows it. */
export const followerAdded = openHappening<{ number: string }>({
  staff: ({ number }) => ({ title: `并入的 ${number} 有居民补充`, tone: "dueSoon", unnamed: true }),
  resident: () => ({ title: "一起办理的另一件有补充" }),
});

/** For a write batch: whoever has the main matter learns of it. */
const toldOf = ({ id, revision, added }: Linked, number: string, given: Given): RowChange[] => [
  update(matters, { id, revision }, { added: { at: given.now, times: 0, ...added, waits: true } }),
  ...happened(given, refOf(id), { followerAdded: { number } } as never),
];

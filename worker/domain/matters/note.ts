import { openHappening, type ShownPhoto } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { photos } from "../photos/field.ts";
import { mostPhotos, photosHint } from "../photos/photo.ts";
import { photoRows } from "../photos/rows.ts";
import { putPhotos } from "../photos/store.ts";
import { onMatter } from "./matter.ts";
import { unsettled } from "./states.ts";

const audiences = { resident: "上报人和工作人员", staff: "只有工作人员" } as const;

/** What an event keeps of a note: who may read it besides staff. */
type Noted = { text: string; audience: keyof typeof audiences; photos?: readonly ShownPhoto[] };

/** Says how far it is while it is dealt with: to whoever reported it, or among staff. */
export const noteProgress = move(onMatter)({
  name: "note",
  resource: "progress",
  label: "记录进展",
  done: "已记录进展",
  from: unsettled.filter((state) => state !== "reported"),
  who: caseworkers,
  input: {
    text: prose(
      "办理进展",
      1000,
      "做了什么，接下来什么时候做什么。上报人能看到的，请不要写别人的姓名、住址和联系方式。",
    ),
    audience: oneOf("谁能看到"),
    photos: photos(
      "照片",
      mostPhotos,
      `${photosHint(mostPhotos)}；更多的请分几次提交。请不要拍到人脸、证件、门牌和车牌。拍摄的地点和时间不会保存。`,
    ),
  },
  choices: {
    audience: () => Object.entries(audiences).map(([value, label]) => ({ value, label })),
  },
  form: { folded: "记录办理进展" },
  events: {
    noted: openHappening<Noted>({
      staff: ({ text, audience, photos }) => ({
        title: audience === "resident" ? "办理进展，上报人能看到" : "办理进展，只有工作人员能看到",
        note: text,
        photos,
      }),
      resident: ({ text, audience, photos }) =>
        audience === "resident"
          ? { title: "办理进展", note: text, photos, tone: "onTime" }
          : { title: "办理单位记录了进展" },
    }),
  },
  before: ({ photos }, ctx) => putPhotos(ctx, photos),
  decide: ({ matter }, { text, audience: chosen, photos }, given) => {
    const audience = chosen as Noted["audience"];
    const { rows, shown } = photoRows({ matterId: matter.id, part: "note", audience }, photos, given);
    return {
      set: {},
      says: { noted: { text, audience, ...(shown.length > 0 ? { photos: shown } : {}) } },
      rows,
    };
  },
});

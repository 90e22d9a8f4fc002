import * as z from "zod";
import { robotKinds, robotStates } from "../domain/robots/words.ts";
import { instant, maybe, maybeInstant, oneOf, past, text } from "./schemas.ts";

/** A robot without what would let anybody write to its group. */
export const Robot = z
  .object({
    id: text.meta({ description: "所属组织或成员单位" }),
    state: oneOf(robotStates),
    kind: oneOf(robotKinds).nullable(),
    masked: maybe.meta({ description: "地址中可以显示的部分" }),
    deliveredAt: maybeInstant,
    failure: maybe,
    failedAt: maybeInstant,
    revision: z.int().meta({ description: "修改次数，与 ETag 相同；没有设置时为 0" }),
    waiting: z.int().meta({ description: "等待发送的消息数，100 表示 100 条或更多" }),
    unsent: z.array(
      z.object({
        title: text,
        writtenAt: instant,
        nextAt: maybeInstant.meta({ description: "何时再试；不再发送时为 null" }),
        why: text,
      }),
    ),
    ...past,
  })
  .meta({ id: "Robot" });

import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { type Sendings, send } from "../kernel/outbox.ts";
import { awakeAt } from "./quiet.ts";

/**
 * For a decision: what is to be written to a unit's group, at once or, at night and unless it is urgent, at eight in the
 * morning. To be asked for where a robot is; where there is none by then, it ends as not delivered. One key, one message: a key
 * must not come again within `keptFor.messages`.
 */
export const sendToRobot = (
  given: Pick<Given, "now" | "newId">,
  key: string,
  body: Sendings["robot"],
): RowChange => send(given, "robot", key, body, body.urgent ? given.now : awakeAt(given.now));

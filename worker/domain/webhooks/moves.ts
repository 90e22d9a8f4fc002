import { kindsOf } from "../kernel/happenings.ts";
import { addWebhook } from "./add.ts";
import { editWebhook } from "./edit.ts";
import { removeWebhook } from "./remove.ts";
import { replayWebhook } from "./replay.ts";
import { resendDelivery } from "./resend.ts";
import { rotateSecret } from "./rotate.ts";
import { stopWebhook } from "./stop.ts";
import { switchOffWebhook } from "./switch-off.ts";
import { switchOnWebhook } from "./switch-on.ts";
import { testWebhook } from "./test.ts";

/** What becomes of a webhook, in the order in which it is offered. */
export const webhookMoves = [
  switchOnWebhook,
  replayWebhook,
  switchOffWebhook,
  removeWebhook,
  stopWebhook,
] as const;

/** What is done with it besides. */
export const webhookCommands = [addWebhook, editWebhook, rotateSecret, testWebhook, resendDelivery] as const;

/** Every kind of event that a webhook's history can hold. */
export const webhookEvents = kindsOf([...webhookCommands, ...webhookMoves]);

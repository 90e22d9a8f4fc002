import type { ShownWebhook } from "../../worker/domain/webhooks/read.ts";
import { toldNouns, webhookStates } from "../../worker/domain/webhooks/states.ts";
import { StateMark } from "../components/state.tsx";

/** How a webhook stands, by word, shape and colour. */
export function WebhookMark({
  webhook: { state, stopped, failure, deliveredAt },
}: {
  webhook: ShownWebhook;
}) {
  if (state === "off" && stopped !== null) return <StateMark state="overdue">已自动停用</StateMark>;
  if (state !== "on") return <StateMark state="waiting">{webhookStates[state]}</StateMark>;
  if (failure !== null) return <StateMark state="overdue">最近一次没有送达</StateMark>;
  if (deliveredAt === null) return <StateMark state="waiting">还没有推送过</StateMark>;
  return <StateMark state="done">{webhookStates.on}</StateMark>;
}

export const nounsSaid = ({ nouns }: Pick<ShownWebhook, "nouns">): string =>
  nouns.map((noun) => toldNouns[noun]).join("、");

import type { Delivery } from "../../worker/domain/webhooks/deliveries.ts";
import type { WebhookPage } from "../../worker/domain/webhooks/read.ts";
import { deliveryStates } from "../../worker/domain/webhooks/states.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import type { MoveProps } from "../components/move.tsx";
import { type State, StateMark } from "../components/state.tsx";
import { intoMain, keyOf } from "../components/submit.ts";
import { Tabs } from "../components/tabs.tsx";

type Props = MoveProps & { now: Instant; page: WebhookPage };

const marks: Readonly<Record<Delivery["state"], State>> = {
  waiting: "waiting",
  received: "done",
  ended: "overdue",
};

/** What a webhook was sent in the last thirty days, the newest first. */
export function Deliveries(props: Props) {
  const { action, page } = props;
  const only = page.isFiltered ? "unreceived=1&" : "";
  return (
    <Card title="推送记录" id="deliveries">
      <Tabs
        label="推送记录"
        tabs={[
          { label: "全部", href: `${action}#deliveries`, current: !page.isFiltered },
          { label: "没有送达", href: `${action}?unreceived=1#deliveries`, current: page.isFiltered },
        ]}
      />
      {page.deliveries.length === 0 ? (
        <p class="meta">{page.isFiltered ? "没有未送达的推送。" : "没有推送记录。"}</p>
      ) : (
        <ItemList
          id="sent"
          more={
            page.next === null
              ? undefined
              : `${action}?${only}before=${encodeURIComponent(page.next)}#deliveries`
          }
        >
          {page.deliveries.map((delivery) => (
            <Row {...props} delivery={delivery} />
          ))}
        </ItemList>
      )}
    </Card>
  );
}

function Row(props: Props & { delivery: Delivery }) {
  const { delivery, now, page } = props;
  const { id, type, at, state, failure } = delivery;
  const again = `${props.action}/deliveries/${id}/replay`;
  const mayResend = page.state === "on" && state !== "waiting";
  return (
    <Item
      title={type}
      id={`sent-${id}`}
      mark={<StateMark state={marks[state]}>{deliveryStates[state]}</StateMark>}
      meta={`${formatMoment(at, now)} 发生 · ${becameOf(delivery, now)} · 编号 ${id}`}
      action={
        mayResend && (
          <Form action={again} idempotencyKey={keyOf(props.idempotencyKey, id)} htmx={intoMain(again)}>
            <Button>重发</Button>
          </Form>
        )
      }
    >
      {failure !== null && <p>{failure}</p>}
    </Item>
  );
}

function becameOf({ attempts, nextAt, deliveredAt }: Delivery, now: Instant): string {
  const tried = attempts === 0 ? "" : `试了 ${attempts} 次，`;
  if (nextAt !== null && nextAt > now) return `${tried}${formatMoment(nextAt, now)} 再试`;
  if (nextAt !== null) return `${tried}即将发出`;
  if (deliveredAt === null) return `${tried}不再推送`;
  return `${formatMoment(deliveredAt, now)} 送达`;
}

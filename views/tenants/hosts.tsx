import type { hosts as hostTable } from "../../db/catalog/schema.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { intoMain } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";

export type Host = Pick<typeof hostTable.$inferSelect, "host" | "createdAt">;

type HostsProps = {
  frame: Frame;
  now: Instant;
  tenant: Pick<TenantRow, "slug" | "name">;
  hosts: readonly Host[];
  attempt: Attempt;
  idempotencyKey: string;
};

/** The hostnames under which a county is reached, and the form for another. */
export function Hosts(props: HostsProps): Child {
  const { tenant, hosts } = props;
  return (
    <>
      <p>
        现在的网址是 /t/{tenant.slug}。指定域名后，打开域名就直接进入{tenant.name}。
      </p>
      {hosts.length === 0 ? (
        <Empty text="还没有指定域名。" />
      ) : (
        <ItemList id="host-list">
          {hosts.map(({ host, createdAt }) => (
            <Item title={host} meta={`${formatDay(createdAt as Instant, props.now)}指定`} />
          ))}
        </ItemList>
      )}
      <ErrorSummary problems={props.attempt.problems} />
      <AddHost {...props} />
    </>
  );
}

/** Posts `host`. */
function AddHost({ frame, tenant, attempt, idempotencyKey }: HostsProps) {
  const action = link(frame, `/operator/tenants/${tenant.slug}/hosts`);
  return (
    <Form action={action} idempotencyKey={idempotencyKey} htmx={intoMain(action)}>
      <TextField
        name="host"
        label="域名"
        hint="先在域名服务商处把它解析到本平台的服务器，例如 lianzhi.example.gov.cn。"
        autocomplete="off"
        most={253}
        attempt={attempt}
      />
      <Actions>
        <Button>指定域名</Button>
      </Actions>
    </Form>
  );
}

import { Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

/** One step of setting a county up. `hint` says what it is for; `href` is a path without the base. */
export type ChecklistItem = {
  key: string;
  label: string;
  hint: string;
  href: string;
  done: boolean;
  /** What nothing else tells: somebody says that it is done, by a form that is sent to a path without the base. */
  confirm?: { action: string; label: string };
};

/** What a new county's admin does first, in order, and what is already done. */
export function Checklist(props: { frame: Frame; items: readonly ChecklistItem[]; idempotencyKey: string }) {
  const { frame, items, idempotencyKey } = props;
  const open = items.filter(({ done }) => !done);
  const done = items.filter((item) => item.done);
  return (
    <StaffPage frame={frame}>
      <PageHead title="开通清单" lead={progress(done.length, open.length)} />
      {open.length > 0 ? (
        <Open frame={frame} items={open} idempotencyKey={idempotencyKey} />
      ) : (
        <AllDone frame={frame} />
      )}
      {done.length > 0 && <Done frame={frame} items={done} />}
    </StaffPage>
  );
}

function progress(done: number, open: number): string {
  if (open === 0) return `${done} 项准备都已完成。`;
  if (done === 0) return `共 ${open} 项准备。按顺序来，可以随时停下，下次接着做。`;
  return `已完成 ${done} 项，还有 ${open} 项。可以随时停下，下次接着做。`;
}

function Open(props: { frame: Frame; items: readonly ChecklistItem[]; idempotencyKey: string }) {
  return (
    <Card title="还要做的">
      <ItemList id="open-steps">
        {props.items.map(({ key, label, hint, href, confirm }, index) => (
          <Item
            id={`step-${key}`}
            title={label}
            action={
              <LinkButton href={link(props.frame, href)} kind={index === 0 ? "primary" : "secondary"}>
                去完成<span class="unseen">：{label}</span>
              </LinkButton>
            }
          >
            <p>{hint}</p>
            {confirm && (
              <Form action={link(props.frame, confirm.action)} idempotencyKey={props.idempotencyKey}>
                <div>
                  <Button>{confirm.label}</Button>
                </div>
              </Form>
            )}
          </Item>
        ))}
      </ItemList>
    </Card>
  );
}

function Done(props: { frame: Frame; items: readonly ChecklistItem[] }) {
  return (
    <Card title="已完成">
      <ItemList id="done-steps">
        {props.items.map(({ key, label, href }) => (
          <Item
            id={`step-${key}`}
            title={label}
            href={link(props.frame, href)}
            mark={<StateMark state="done">已完成</StateMark>}
          />
        ))}
      </ItemList>
    </Card>
  );
}

function AllDone(props: { frame: Frame }) {
  return (
    <Card title="可以开始办理了">
      <p>居民现在可以上报事项，各单位可以开会、记录决议。新的待办会显示在首页。</p>
      <p>
        <LinkButton href={link(props.frame, "/desk")} kind="primary">
          查看我的待办
        </LinkButton>
      </p>
    </Card>
  );
}

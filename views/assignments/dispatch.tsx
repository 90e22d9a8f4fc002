import type { DispatchOffer } from "../../worker/domain/assignments/form.ts";
import { assistingField } from "../../worker/domain/assignments/states.ts";
import { formatDeadline } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt as empty } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { TextArea } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Choosing } from "../meetings/members.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: DispatchOffer;
  /** As it was sent; without it the form begins. */
  attempt?: Attempt | undefined;
  /** What a button has just done, in words. */
  said?: string | undefined;
  idempotencyKey: string;
};

/** Gives a matter to a unit that leads, and to others that assist. */
export function DispatchPage(props: Shown) {
  const { frame, page } = props;
  const { matter, refusal } = page;
  const back = link(frame, `/matters/${encodeURIComponent(matter.id)}`);
  return (
    <StaffPage frame={frame}>
      <PageHead title={page.lead ? "增派协办单位" : "派单"} lead={`由${page.by}派单`} />
      {refusal ? (
        <Empty text={`${refusal}。`}>
          <LinkButton href={back}>返回事项</LinkButton>
        </Empty>
      ) : (
        <Dispatch {...props} attempt={props.attempt ?? empty()} back={back} />
      )}
    </StaffPage>
  );
}

function Dispatch(props: Shown & { attempt: Attempt; back: string }) {
  const { page, attempt, back } = props;
  const { matter, lead } = page;
  return (
    <>
      <ErrorSummary problems={attempt.problems} />
      <Form action={`${back}/assignments`} idempotencyKey={props.idempotencyKey}>
        <p>{`事项 ${matter.number}，${matter.place}：${matter.body}`}</p>
        <TextArea
          name="body"
          label="办理要求"
          hint="写给承办单位看：要办什么，主办、协办怎样分工。居民看不到。"
          rows={4}
          most={1000}
          attempt={attempt}
        />
        {lead ? <p>{`已经由${lead}主办。`}</p> : <Lead {...props} />}
        <Assisting {...props} />
        <Told {...props} />
        <Actions>
          <Button kind="primary">派单</Button>
          <LinkButton href={back}>取消</LinkButton>
        </Actions>
      </Form>
    </>
  );
}

function Lead({ page, attempt }: Shown & { attempt: Attempt }) {
  const options = page.groups.map(({ label, members }) => ({
    label,
    options: members.map(({ id, name }) => ({ value: id, label: name })),
  }));
  return (
    <Select
      name="lead"
      label="主办单位"
      hint="最后答复，协办单位都答复以后才能答复。"
      options={options}
      attempt={attempt}
    />
  );
}

/** What comes of it: who learns of it, by when each must answer, and that the matter stays where it is. */
function Told({ page, now }: Shown) {
  const by = page.due ? `都应于 ${formatDeadline(page.due as Instant, now)} 前答复。` : "";
  return (
    <p>{`派单后，选中的单位马上在待办里看到，${by}事项仍由${page.by}负责，本级期限和总期限不变；居民会看到由哪些单位办理。`}</p>
  );
}

const Assisting = ({ page, said, attempt }: Shown & { attempt: Attempt }) => (
  <Choosing
    name={assistingField}
    label="协办单位"
    hint={page.lead ? "至少选一个，最多 20 个。" : "没有的不选，最多 20 个。"}
    find="查找"
    groups={page.groups}
    attempt={attempt}
    said={said}
  >
    {page.isCut && <p class="hint">很多，没有列全，没有列出的现在不能选。</p>}
    {page.groups.length === 0 && <p>现在没有可以派的单位。先登记成员单位。</p>}
  </Choosing>
);

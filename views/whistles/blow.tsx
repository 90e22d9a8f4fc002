import type { BlowOffer } from "../../worker/domain/whistles/form.ts";
import { respondersField } from "../../worker/domain/whistles/states.ts";
import { whistleStages } from "../../worker/rules/schema/words.ts";
import { inChineseOrder } from "../../worker/text/order.ts";
import { formatDeadline } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { TextArea, TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Choosing } from "../meetings/members.tsx";

type Shown = {
  frame: Frame;
  now: Instant;
  page: BlowOffer;
  /** As it was sent; without it the form begins. */
  attempt?: Attempt | undefined;
  /** What a button has just done, in words. */
  said?: string | undefined;
  idempotencyKey: string;
};

/** Calls others: first which unit blows and of which kind, where that is open. */
export function BlowWhistlePage(props: Shown) {
  const { frame, page } = props;
  const { unit, chosen: kind } = page;
  return (
    <StaffPage frame={frame}>
      <PageHead title={kind?.name ?? "吹哨"} lead={unit && `由${unit.name}吹哨`} />
      {!unit ? (
        <Hosts {...props} />
      ) : kind ? (
        <Blow {...props} unit={unit} kind={kind} attempt={props.attempt ?? beginning(page)} />
      ) : (
        <Kinds {...props} unit={unit} />
      )}
    </StaffPage>
  );
}

/** A whistle for a matter is where the matter is, until somebody says otherwise. */
const beginning = ({ matter }: BlowOffer): Attempt => attempt(matter ? { place: matter.place } : {});

const Kept = ({ page }: Pick<Shown, "page">) =>
  page.matter && <input type="hidden" name="matterId" value={page.matter.id} />;

function Hosts({ frame, page }: Shown) {
  const groups = [...Map.groupBy(page.hosts, ({ level }) => level)].map(([level, hosts]) => ({
    label: page.levels.find(({ key }) => key === level)?.name ?? level,
    options: inChineseOrder(hosts).map(({ id, name }) => ({ value: id, label: name })),
  }));
  if (groups.length === 0)
    return (
      <Empty text="按现行规则，不由您的单位吹哨。">
        <LinkButton href={link(frame, "/whistles")}>查看吹哨</LinkButton>
      </Empty>
    );
  return (
    <form method="get" action={link(frame, "/whistles/new")} class="form">
      <Kept page={page} />
      <Select
        name="orgUnitId"
        label="吹哨单位"
        hint="按规则您可以为这些单位吹哨。"
        options={groups}
        attempt={attempt()}
      />
      <Actions>
        <Button kind="primary">下一步</Button>
      </Actions>
    </form>
  );
}

type Unit = NonNullable<BlowOffer["unit"]>;

function Kinds({ frame, page, unit }: Shown & { unit: Unit }) {
  const options = page.kinds.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <form method="get" action={link(frame, "/whistles/new")} class="form">
      <Kept page={page} />
      <input type="hidden" name="orgUnitId" value={unit.id} />
      <Radios name="kind" label="吹哨类型" options={options} attempt={attempt()} />
      <Actions>
        <Button kind="primary">下一步</Button>
      </Actions>
    </form>
  );
}

type Kind = NonNullable<BlowOffer["chosen"]>;

function Blow(props: Shown & { unit: Unit; kind: Kind; attempt: Attempt }) {
  const { frame, page, unit, kind, attempt } = props;
  const { occasions = [] } = kind;
  const { matter, left } = page;
  const hidden = { orgUnitId: unit.id, kind: kind.key, ...(matter ? { matterId: matter.id } : {}) };
  return (
    <>
      <ErrorSummary problems={attempt.problems} />
      <Form action={link(frame, "/whistles")} idempotencyKey={props.idempotencyKey} hidden={hidden}>
        {matter && <p>{`为事项 ${matter.number}：${matter.body}`}</p>}
        {left !== null && <p class="hint">{`按规则，${unit.name}本月还可以吹哨 ${left} 次。`}</p>}
        {occasions.length > 0 && (
          <Radios
            name="occasion"
            label="适用情形"
            options={occasions.map((value) => ({ value, label: value }))}
            attempt={attempt}
          />
        )}
        <TextArea
          name="body"
          label="要做什么"
          hint="来的单位要做的事。"
          rows={4}
          most={1000}
          attempt={attempt}
        />
        <TextField name="place" label="地点" most={80} optional attempt={attempt} />
        <Responders {...props} />
        <Told {...props} />
        <Actions>
          <Button kind="primary">吹哨</Button>
          <LinkButton href={link(frame, "/whistles")}>取消</LinkButton>
        </Actions>
      </Form>
    </>
  );
}

/** What comes of it: who learns of it, and by when each stage must be reached. */
function Told({ page, now }: Shown) {
  const dues = page.dues.map(({ stage, due }) => `${formatDeadline(due, now)} 前${whistleStages[stage]}`);
  return <p>{`吹哨后，选中的马上在待办里看到。期限都自吹哨起算：${dues.join("，")}。`}</p>;
}

const Responders = ({ page, said, attempt }: Shown & { attempt: Attempt }) => (
  <Choosing
    name={respondersField}
    label="叫谁报到"
    hint="至少选一个，最多 30 个。"
    find="查找"
    groups={page.groups}
    attempt={attempt}
    said={said}
  >
    {page.isCut && <p class="hint">很多，没有列全，没有列出的现在不能选。</p>}
    {page.groups.length === 0 && <p>现在没有可以叫的。先登记成员单位，或者邀请人员。</p>}
  </Choosing>
);

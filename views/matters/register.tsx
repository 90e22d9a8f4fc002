import type { MatterPage } from "../../worker/domain/matters/read.ts";
import type { RegisterOffer } from "../../worker/domain/matters/register-form.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QrCode } from "../components/qr-code.tsx";
import { Select } from "../components/select.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { MatterFields, ReporterFields } from "./report-fields.tsx";

interface Shown {
  frame: Frame;
  page: RegisterOffer;
  /** The source that was chosen; of one alone nothing needs to be chosen. */
  source: string | null;
  /** The community that was chosen before. */
  unit: string | null;
  attempt: Attempt;
  idempotencyKey: string;
}

/** Staff take in what they found or were told: the source by one tap, then where it is and what. */
export function RegisterPage(props: Shown) {
  const { frame, page } = props;
  const source =
    page.sources.length === 1 ? page.sources[0] : page.sources.find(({ key }) => key === props.source);
  return (
    <StaffPage frame={frame}>
      <PageHead title={source ? `登记：${source.name}` : "登记事项"} lead={!source && "从哪里来的"} />
      {page.sources.length === 0 || page.units.length === 0 ? (
        <Nothing {...props} />
      ) : !source ? (
        <Sources {...props} />
      ) : page.isFirst ? (
        <Communities {...props} from={source} />
      ) : (
        <Details {...props} from={source} />
      )}
    </StaffPage>
  );
}

const Nothing = ({ frame, page }: Shown) => (
  <Empty
    text={
      page.sources.length === 0
        ? "现行规则没有由工作人员登记的来源。需要登记的，请县级管理员在规则里增加。"
        : "您的单位和下级现在没有可以办理事项的组织。"
    }
  >
    <LinkButton href={link(frame, "/matters")}>查看事项</LinkButton>
  </Empty>
);

const path = "/matters/registrations";

const Sources = ({ frame, page }: Shown) => (
  <div class="stack">
    {page.sources.map(({ key, name }) => (
      <LinkButton href={link(frame, `${path}?source=${encodeURIComponent(key)}`)} large>
        {name}
      </LinkButton>
    ))}
  </div>
);

type Source = RegisterOffer["sources"][number];

const Communities = ({ frame, page, from }: Shown & { from: Source }) => (
  <form method="get" action={link(frame, path)} class="form">
    <input type="hidden" name="source" value={from.key} />
    <Select
      name="orgUnitId"
      label="事情发生在哪个社区（村）"
      unchosen="请选择社区"
      options={optionsOf(page)}
      attempt={attempt()}
    />
    <Actions>
      <Button kind="primary">下一步</Button>
    </Actions>
  </form>
);

const optionsOf = ({ units }: RegisterOffer) => units.map(({ id, name }) => ({ value: id, label: name }));

function Details({ frame, page, from, unit, idempotencyKey, ...props }: Shown & { from: Source }) {
  const [only, ...more] = page.units;
  const alone = only !== undefined && more.length === 0;
  const at = beginning(props.attempt, page);
  return (
    <>
      <ErrorSummary problems={at.problems} />
      <Form
        action={link(frame, unit === null ? path : `${path}?unit=${encodeURIComponent(unit)}`)}
        idempotencyKey={idempotencyKey}
        hidden={{ source: from.key, ...(alone ? { orgUnitId: only.id } : {}) }}
      >
        {alone ? (
          <p>{`所在：${only.name}`}</p>
        ) : (
          <Select
            name="orgUnitId"
            label="所在社区或网格"
            hint="按事情发生的地点选。"
            unchosen="请选择"
            options={optionsOf(page)}
            attempt={at}
          />
        )}
        <MatterFields form={page} attempt={at} />
        <Reporter attempt={at} />
        <Actions>
          <Button kind="primary">登记</Button>
          <LinkButton href={link(frame, path)}>换一个来源</LinkButton>
        </Actions>
      </Form>
    </>
  );
}

/** Where the person works is chosen to begin with. */
const beginning = (at: Attempt, { own }: RegisterOffer): Attempt =>
  typed(at, "orgUnitId") === "" && own ? { ...at, values: { ...at.values, orgUnitId: own } } : at;

const Reporter = (props: { attempt: Attempt }) => (
  <section class="card">
    <h2>上报人（可以不填）</h2>
    <p>有人反映的，填称呼或电话，登记后显示一次回执码，由您交给他，凭它查进度、评价结果。自己发现的不填。</p>
    <ReporterFields attempt={props.attempt} />
  </section>
);

/** What was registered, with the receipt code to hand over: the only page that shows it to staff, and only as the answer to registering. */
export function RegisteredPage(props: {
  frame: Frame;
  now: Instant;
  page: MatterPage;
  receipt: { code: string; address: string } | null;
  idempotencyKey: string;
}) {
  const { frame, now, page, receipt } = props;
  const to = link(frame, `/matters/${encodeURIComponent(page.id)}`);
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead title="已登记" lead={`编号 ${page.number}`} />
      {receipt && <HandOver frame={frame} {...receipt} />}
      <Card title="事项">
        <DescriptionList
          items={[
            { term: "来源", detail: page.sourceName },
            { term: "类别", detail: page.category },
            { term: "所在", detail: page.lineage.at(-1)?.name },
            { term: "具体位置", detail: page.place },
            { term: "情况说明", detail: <p class="as-typed">{page.body}</p> },
            { term: "去向", detail: page.timeline.at(-1)?.title },
          ]}
        />
      </Card>
      {page.moves.includes("accept") && (
        <Form action={`${to}/acceptance`} idempotencyKey={props.idempotencyKey}>
          <p>可以现在就由您受理，受理后您就是经办人。</p>
          <div>
            <Button kind="primary">受理</Button>
          </div>
        </Form>
      )}
      <Actions>
        <LinkButton href={to}>查看事项</LinkButton>
        <LinkButton href={link(frame, `${path}?source=${encodeURIComponent(page.source)}`)}>
          再登记一件
        </LinkButton>
      </Actions>
    </StaffPage>
  );
}

const HandOver = ({ frame, code, address }: { frame: Frame; code: string; address: string }) => (
  <Card title="请把回执码交给上报人">
    <p class="receipt-code">{code}</p>
    <QrCode address={address} label="进度页网址的二维码" />
    <p>
      {`请上报人用手机扫二维码，打开进度页。也可以在“${frame.countyName ?? "本县"}”的页面点“查询进度”，凭回执码查进度、评价结果。可以打印本页，或者让上报人拍下来。这里只显示这一次，离开本页后工作人员不能再看到。`}
    </p>
  </Card>
);

import type { communities, reportForm } from "../../worker/domain/matters/read.ts";
import { type Attempt, attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Option, type OptionGroup, Select } from "../components/select.tsx";
import { TextArea, TextField } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";

/** The category under which complaints and suggestions come in, where a county's rules have it. */
export const suggestionCategory = "suggestion";

/** Step 1: the community in which it is. A GET form to `/matters/new` with `orgUnitId`. */
export function ReportPlace(props: {
  frame: Frame;
  groups: Awaited<ReturnType<typeof communities>>;
  /** `?category=` of the request, carried on to step 2. */
  category?: string | undefined;
  attempt?: Attempt | undefined;
}) {
  const { frame, groups, category } = props;
  const at = props.attempt ?? attempt();
  return (
    <ResidentPage frame={frame}>
      <PageHead title={headline(category)} lead="第 1 步，共 2 步" />
      <ErrorSummary problems={at.problems} />
      {groups.length === 0 ? (
        <Empty text="还没有登记社区，暂时不能在线提交。请直接联系所在的街道或社区。">
          <LinkButton href={link(frame, "/")}>返回首页</LinkButton>
        </Empty>
      ) : (
        <form method="get" action={link(frame, "/matters/new")} class="form" novalidate>
          {category !== undefined && <input type="hidden" name="category" value={category} />}
          <Select
            name="orgUnitId"
            label="事情发生在哪个社区（村）"
            hint="按事情发生的地点选，不一定是您住的社区。"
            unchosen="请选择社区"
            options={groups.map(groupOption)}
            attempt={at}
          />
          <p>遇到火情、伤害等紧急情况，请先拨打 119、110、120。</p>
          <Actions>
            <Button kind="primary">下一步</Button>
          </Actions>
        </form>
      )}
    </ResidentPage>
  );
}

const groupOption = (group: { name: string; communities: { id: string; name: string }[] }): OptionGroup => ({
  label: group.name,
  options: group.communities.map(({ id, name }) => ({ value: id, label: name })),
});

const headline = (category: string | undefined): string =>
  category === suggestionCategory ? "提交投诉或建议" : "提交事项";

type Offered = Awaited<ReturnType<typeof reportForm>>;
type Place = NonNullable<Offered["place"]>;

/**
 * Step 2: the matter itself. The form goes to `/matters?place=<community>`, so that a failing one can be shown
 * again with the community's grids, although `orgUnitId` may by then be one of them.
 */
export function ReportForm(props: { frame: Frame; form: Offered; attempt: Attempt; idempotencyKey: string }) {
  const { frame, form } = props;
  const category = typed(props.attempt, "category");
  return (
    <ResidentPage frame={frame}>
      <PageHead title={headline(category)} lead="第 2 步，共 2 步" />
      {form.place === null ? (
        <Empty text="没有找到这个社区，它可能已经合并或改名。请重新选择。">
          <LinkButton href={link(frame, "/matters/new")} kind="primary">
            重新选择社区
          </LinkButton>
        </Empty>
      ) : (
        <Details {...props} place={form.place} />
      )}
    </ResidentPage>
  );
}

function Details(props: {
  frame: Frame;
  form: Offered;
  place: Place;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, form, place } = props;
  const at = withGrid(props.attempt, place);
  const gridless = form.grids.length === 0;
  return (
    <>
      <p>
        {place.name} <a href={changePlace(frame, at)}>换一个社区</a>
      </p>
      <ErrorSummary problems={at.problems} />
      <Form
        action={link(frame, `/matters?place=${encodeURIComponent(place.id)}`)}
        idempotencyKey={props.idempotencyKey}
        hidden={gridless ? { orgUnitId: place.id } : {}}
      >
        <Matter form={form} attempt={at} />
        {!gridless && <Grids form={form} place={place} attempt={at} />}
        <Contact required={form.contactRequired} attempt={at} />
        <p>提交后会显示一个回执码和办理时限，凭回执码查看进度、评价结果。</p>
        <Actions>
          <Button kind="primary">提交事项</Button>
        </Actions>
      </Form>
    </>
  );
}

/** Whoever doesn't know the grid need not choose: the community itself is chosen to begin with. */
function withGrid(at: Attempt, place: Place): Attempt {
  return typed(at, "orgUnitId") === "" ? { ...at, values: { ...at.values, orgUnitId: place.id } } : at;
}

function changePlace(frame: Frame, at: Attempt): string {
  const category = typed(at, "category");
  return link(
    frame,
    category === "" ? "/matters/new" : `/matters/new?category=${encodeURIComponent(category)}`,
  );
}

function Matter(props: { form: Offered; attempt: Attempt }): Child {
  return (
    <>
      <Select
        name="category"
        label="事项类别"
        hint="选最接近的一类。"
        options={categoryOptions(props.form.categories)}
        attempt={props.attempt}
      />
      <TextArea
        name="body"
        label="情况说明"
        hint="什么时候、发生了什么、希望怎么办。请不要写身份证号、银行卡号。最多 1000 字。"
        rows={6}
        maxlength={1000}
        attempt={props.attempt}
      />
      <TextField
        name="place"
        label="具体位置"
        hint="写到能找到的程度，例如：小区名、几号楼、路口往哪个方向。"
        maxlength={80}
        attempt={props.attempt}
      />
    </>
  );
}

/** Categories under the one above them; the rules name them `环境卫生 / 垃圾清运`. */
export function categoryOptions(
  categories: readonly { key: string; name: string }[],
): (Option | OptionGroup)[] {
  const options: (Option | (OptionGroup & { options: Option[] }))[] = [];
  for (const { key, name } of categories) {
    const [first = "", ...rest] = name.split(" / ");
    const last = options.at(-1);
    const option = { value: key, label: rest.length === 0 ? first : rest.join(" / ") };
    if (rest.length === 0) options.push(option);
    else if (last && "options" in last && last.label === first) last.options.push(option);
    else options.push({ label: first, options: [option] });
  }
  return options;
}

/** More than this are quicker to choose from a list that folds away. */
const mostRadios = 8;

function Grids(props: { form: Offered; place: Place; attempt: Attempt }): Child {
  const grids = props.form.grids.map(({ id, name }) => ({ value: id, label: name }));
  const field = {
    name: "orgUnitId",
    label: "所在网格",
    hint: "网格员最先看到您的事项。",
    attempt: props.attempt,
    options: [{ value: props.place.id, label: "不清楚，由社区分派" }, ...grids],
  };
  return grids.length <= mostRadios ? <Radios {...field} /> : <Select {...field} />;
}

function Contact(props: { required: boolean; attempt: Attempt }): Child {
  return (
    <section class="card">
      <h2>{props.required ? "您的联系方式" : "您的联系方式（可以不填）"}</h2>
      <p>
        只用于办理这件事时与您核实，不作其他用途。办理人员看到的姓名和号码隐去一部分，查看完整号码会留下记录。公布结果时不显示是谁提交的。
      </p>
      <TextField
        name="reporterName"
        label="称呼"
        hint="例如：王女士"
        autocomplete="name"
        maxlength={20}
        width="medium"
        optional
        attempt={props.attempt}
      />
      <TextField
        name="reporterPhone"
        label="联系电话"
        hint="手机号，或带区号的座机号"
        kind="tel"
        autocomplete="tel"
        maxlength={20}
        width="medium"
        optional={!props.required}
        attempt={props.attempt}
      />
    </section>
  );
}

import type { communities } from "../../worker/domain/matters/residents.ts";
import { type Attempt, attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type OptionGroup, Select } from "../components/select.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";
import { ContactFields, GridField, MatterFields, type Offered, Photos, type Unit } from "./report-fields.tsx";

/** The category under which complaints and suggestions come in, where a county's rules have it. */
export const suggestionCategory = "suggestion";

/** Step 2: the community in which it is. A GET form to `/matters/new` with `orgUnitId`. */
export function ReportCommunity(props: {
  frame: Frame;
  groups: Awaited<ReturnType<typeof communities>>;
  /** `?category=` of the request, carried on to step 3. */
  category?: string | undefined;
  attempt?: Attempt | undefined;
}) {
  const { frame, groups, category } = props;
  const at = props.attempt ?? attempt();
  return (
    <ResidentPage frame={frame}>
      <PageHead title={headline(category)} lead="第 2 步，共 3 步" />
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
            options={communityOptions(groups)}
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

export const communityOptions = (groups: Awaited<ReturnType<typeof communities>>): OptionGroup[] =>
  groups.map((group) => ({
    label: group.name,
    options: group.communities.map(({ id, name }) => ({ value: id, label: name })),
  }));

const headline = (category: string | undefined): string =>
  category === suggestionCategory ? "提交投诉或建议" : "提交事项";

/**
 * Step 3: the matter itself. The form goes to `/matters?unit=<community>`, so that a failing one can be shown
 * again with the community's grids, although `orgUnitId` may by then be one of them.
 */
export function ReportForm(props: { frame: Frame; form: Offered; attempt: Attempt; idempotencyKey: string }) {
  const { frame, form } = props;
  const category = typed(props.attempt, "category");
  return (
    <ResidentPage frame={frame}>
      <PageHead title={headline(category)} lead="第 3 步，共 3 步" />
      {form.unit === null ? (
        <Empty text="没有找到这个社区，它可能已经合并或改名。请重新选择。">
          <LinkButton href={link(frame, "/matters/new")} kind="primary">
            重新选择社区
          </LinkButton>
        </Empty>
      ) : (
        <Details {...props} unit={form.unit} />
      )}
    </ResidentPage>
  );
}

function Details(props: {
  frame: Frame;
  form: Offered;
  unit: Unit;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, form, unit } = props;
  const at = withGrid(props.attempt, unit);
  const gridless = form.grids.length === 0;
  return (
    <>
      <p>
        {unit.name} <a href={changeCommunity(frame, at)}>换一个社区</a>
      </p>
      <ErrorSummary problems={at.problems} />
      <Form
        action={link(frame, `/matters?unit=${encodeURIComponent(unit.id)}`)}
        idempotencyKey={props.idempotencyKey}
        hidden={gridless ? { orgUnitId: unit.id } : {}}
        files
      >
        <MatterFields form={form} attempt={at} />
        {!gridless && <GridField form={form} unit={unit} attempt={at} />}
        <ContactFields frame={frame} form={form} attempt={at} />
        <Photos form={form} attempt={at} />
        <p>提交后会显示一个回执码和办理时限，凭回执码查看进度、评价结果。</p>
        <Actions>
          <Button kind="primary">提交事项</Button>
        </Actions>
      </Form>
    </>
  );
}

/** Whoever doesn't know the grid need not choose: the community itself is chosen to begin with. */
function withGrid(at: Attempt, unit: Unit): Attempt {
  return typed(at, "orgUnitId") === "" ? { ...at, values: { ...at.values, orgUnitId: unit.id } } : at;
}

function changeCommunity(frame: Frame, at: Attempt): string {
  const category = typed(at, "category");
  return link(
    frame,
    category === "" ? "/matters/new" : `/matters/new?category=${encodeURIComponent(category)}`,
  );
}

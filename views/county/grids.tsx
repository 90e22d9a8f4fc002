import type { GridPage, gridsCalled, gridsOf } from "../../worker/domain/county/grids.ts";
import type { communities } from "../../worker/domain/matters/residents.ts";
import { attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Card, DescriptionList, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { Unattended } from "../components/unattended.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { Hotline } from "../layout/identity.tsx";
import { ResidentPage } from "../layout/resident.tsx";
import { communityOptions } from "../matters/report.tsx";

type Near = NonNullable<Awaited<ReturnType<typeof gridsOf>>>;
type Found = Awaited<ReturnType<typeof gridsCalled>>;

/** Where residents find their grid: by name, or by their community. Both forms go to `/grids`, with `search` or `community`. */
function Finding(props: { frame: Frame; typed?: string; children: Child }) {
  const { frame, typed = "" } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead title={gridsTitle} lead="找到您所在的网格，看那里的事由谁负责。" />
      <form method="get" action={link(frame, "/grids")} class="find" novalidate>
        <label for="field-search">社区或网格的名称</label>
        <div>
          <input
            type="search"
            class="control"
            id="field-search"
            name="search"
            value={typed}
            placeholder="名称、拼音首字母、代码"
            enterkeyhint="search"
            autocomplete="off"
          />
          <Button>查找</Button>
        </div>
      </form>
      {props.children}
    </ResidentPage>
  );
}

export const gridsTitle = "我的网格谁负责";

/** Every community, the one that was chosen for the home before the others. */
export function ChooseCommunity(props: {
  frame: Frame;
  groups: Awaited<ReturnType<typeof communities>>;
  near: string;
}) {
  const { frame, groups, near } = props;
  return (
    <Finding frame={frame}>
      {groups.length === 0 ? (
        <Empty text="还没有登记社区。请直接联系所在的街道或社区。">
          <LinkButton href={link(frame, "/")}>返回首页</LinkButton>
        </Empty>
      ) : (
        <form method="get" action={link(frame, "/grids")} class="form" novalidate>
          <Select
            name="community"
            label="您住的社区（村）"
            unchosen="请选择社区"
            options={communityOptions(groups)}
            attempt={attempt({ community: near })}
          />
          <Actions>
            <Button kind="primary">看这个社区的网格</Button>
          </Actions>
        </form>
      )}
    </Finding>
  );
}

/** A community and the grids it has. */
export function GridsOf(props: { frame: Frame; near: Near }) {
  const { frame, near } = props;
  const { id, name } = near.community;
  return (
    <Finding frame={frame}>
      <section class="part" aria-labelledby="community">
        <div class="card-head">
          <h2 id="community">{name}</h2>
          <a href={link(frame, "/grids?community=")}>换一个社区</a>
        </div>
        <ItemList id="grids">
          <Item
            title={name}
            href={link(frame, `/grids/${encodeURIComponent(id)}`)}
            meta={near.grids.length === 0 ? "没有登记网格，由社区负责" : "不清楚是哪个网格的，找社区"}
          />
          <Rows frame={frame} grids={near.grids} />
        </ItemList>
        {near.more && <More />}
      </section>
    </Finding>
  );
}

/** What was found by a name. */
export function GridsFound(props: { frame: Frame; typed: string; found: Found }) {
  const { frame, typed, found } = props;
  return (
    <Finding frame={frame} typed={typed}>
      <section class="card">
        <h2>{`名称里有“${typed}”的`}</h2>
        <p role="status">
          {found.grids.length === 0
            ? "没有找到。可以换个说法，或者按社区找。"
            : `找到 ${found.grids.length} 个`}
        </p>
        {found.grids.length > 0 && (
          <ItemList id="grids">
            <Rows frame={frame} grids={found.grids} placed />
          </ItemList>
        )}
        {found.more && <More />}
      </section>
      <p>
        <a href={link(frame, "/grids?community=")}>按社区找</a>
      </p>
    </Finding>
  );
}

/** `placed`: with what each lies in. */
function Rows(props: { frame: Frame; grids: Found["grids"]; placed?: true }): Child {
  return props.grids.map(({ id, name, parentName, levelName, kindName, code }) => (
    <Item
      title={name}
      href={link(props.frame, `/grids/${encodeURIComponent(id)}`)}
      meta={[props.placed && parentName, levelName, kindName, code && `代码 ${code}`]
        .filter(Boolean)
        .join("，")}
    />
  ));
}

const More = () => <p class="meta">还有更多没有列出，请按名称查找。</p>;

/** Who answers for what is reported at a place. */
export function GridView(props: { frame: Frame; page: GridPage }) {
  const { frame, page } = props;
  const { unit, above, communityId } = page;
  return (
    <ResidentPage frame={frame}>
      <PageHead title={unit.name} lead={above.join(" ")} />
      <Card title="这里的事由谁负责">
        <Responsible {...props} />
        <Actions>
          <LinkButton
            href={link(frame, `/matters/new?orgUnitId=${encodeURIComponent(unit.id)}`)}
            kind="primary"
          >
            在这里提交事项
          </LinkButton>
        </Actions>
      </Card>
      <DescriptionList
        items={[
          { term: "层级", detail: unit.levelName },
          { term: "类型", detail: unit.kindName },
          { term: "代码", detail: unit.code },
        ]}
      />
      <Lower {...props} />
      <Members {...props} />
      <p>
        {communityId === unit.id ? null : (
          <a href={link(frame, `/grids?community=${encodeURIComponent(communityId)}`)}>本社区的其他网格</a>
        )}{" "}
        <a href={link(frame, "/grids?community=")}>找别的社区</a>
      </p>
    </ResidentPage>
  );
}

/** The unit before which matters begin, and where nobody is there, the one that answers instead. Posts, no people. */
function Responsible({ frame, page }: { frame: Frame; page: GridPage }) {
  const { responsible, answers, startsElsewhere } = page;
  return (
    <>
      <DescriptionList
        items={[
          { term: "负责的单位", detail: responsible && called(responsible) },
          { term: "现在", detail: responsible && <Standing responsible={responsible} answers={answers} /> },
          { term: "也可以拨打", detail: frame.identity?.hotline ? <Hotline frame={frame} /> : null },
        ]}
      />
      {startsElsewhere && (
        <p class="meta">
          有的类别按规则直接由上级办理，见<a href={link(frame, "/commitments#limits")}>办理时限</a>。
        </p>
      )}
    </>
  );
}

type Unit = NonNullable<GridPage["responsible"]>;

const called = ({ name, levelName }: Unit): string => `${name}（${levelName}）`;

function Standing({ responsible, answers }: { responsible: Unit; answers: Unit | null }) {
  if (answers?.id === responsible.id) return "有人负责办理";
  return (
    <>
      <Unattended unit={responsible.name} />
      {answers ? `，由${called(answers)}办理` : "，上级也没有人，请直接联系本县"}
    </>
  );
}

function Lower({ frame, page }: { frame: Frame; page: GridPage }) {
  if (page.grids.length === 0) return null;
  return (
    <Card title={[...new Set(page.grids.map(({ levelName }) => levelName))].join("、")}>
      <ItemList id="below">
        <Rows frame={frame} grids={page.grids} />
      </ItemList>
      {page.more && <More />}
    </Card>
  );
}

/** Organisations that are registered here, or in the community. */
function Members({ page }: { page: GridPage }) {
  if (page.members.length === 0) return null;
  return (
    <Card title="登记在这里的成员单位">
      <ItemList id="members">
        {page.members.map(({ name, kindName, seat }) => (
          <Item title={name} meta={`${kindName}，登记在${seat}`} />
        ))}
      </ItemList>
    </Card>
  );
}

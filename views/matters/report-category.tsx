import type { reportable } from "../../worker/domain/matters/residents.ts";
import { Button } from "../components/button.tsx";
import { Item, ItemList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";
import { CategoryIcon } from "./category-icon.tsx";

type Offered = Awaited<ReturnType<typeof reportable>>;
type Category = Offered["all"][number];

/** Step 1: what it is about. A GET form to `/matters/new` with `search` narrows it; each category leads to step 2. */
export function ReportCategory(props: { frame: Frame; offered: Offered; typed: string }) {
  const { frame, offered, typed } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead title="提交事项" lead="第 1 步，共 3 步：选最接近的一类" />
      <Find frame={frame} typed={typed} />
      <div id="found" class="stack">
        {typed === "" ? <All {...props} /> : <Found {...props} found={offered.found} />}
        <Unclear {...props} />
      </div>
    </ResidentPage>
  );
}

/** With JavaScript the list follows what is typed. */
function Find({ frame, typed }: { frame: Frame; typed: string }) {
  const action = link(frame, "/matters/new");
  return (
    <form method="get" action={action} class="find" novalidate>
      <label for="field-search">一句话说说是什么事</label>
      <div>
        <input
          type="search"
          class="control"
          id="field-search"
          name="search"
          value={typed}
          placeholder="例如：灯坏了、漏水、太吵"
          enterkeyhint="search"
          autocomplete="off"
          hx-get={action}
          hx-trigger="input changed delay:300ms"
          hx-target="#found"
          hx-select="#found"
          hx-swap="outerMorph"
          hx-sync="replace"
        />
        <Button>查找</Button>
      </div>
    </form>
  );
}

const hrefOf = (frame: Frame, { key }: Category): string =>
  link(frame, `/matters/new?category=${encodeURIComponent(key)}`);

/** All there are, under the one above them. */
function All({ frame, offered }: { frame: Frame; offered: Offered }): Child {
  const groups = Map.groupBy(
    offered.all.filter(({ key }) => key !== offered.unclear.key),
    ({ names }) => (names.length > 1 ? (names[0] ?? "") : ""),
  );
  return [...groups].map(([group, categories]) => (
    <section class="part">
      {group !== "" && <h2>{group}</h2>}
      <ul class="chips">
        {categories.map((category) => (
          <li>
            <a href={hrefOf(frame, category)}>{category.names.slice(group === "" ? 0 : 1).join(" / ")}</a>
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** What was typed speaks of these, the nearest first. */
function Found({ frame, found, typed }: { frame: Frame; found: readonly Category[]; typed: string }): Child {
  return (
    <section class="card">
      <h2>{`和“${typed}”有关的类别`}</h2>
      <p role="status">
        {found.length === 0
          ? "没有找到。换个说法再找，或者直接选下面的一类，把情况写清楚就可以。"
          : `找到 ${found.length} 类`}
      </p>
      {found.length > 0 && (
        <ItemList id="categories">
          {found.map((category) => (
            <Item title={category.names.at(-1)} href={hrefOf(frame, category)} meta={above(category)} />
          ))}
        </ItemList>
      )}
    </section>
  );
}

const above = ({ names }: Category): string | false => names.length > 1 && names.slice(0, -1).join(" / ");

/** Nobody is turned away for not knowing what theirs is called. */
function Unclear({ frame, offered: { unclear }, typed }: { frame: Frame; offered: Offered; typed: string }) {
  return (
    <p>
      <a class="tile-wide" href={hrefOf(frame, unclear)}>
        <CategoryIcon names={unclear.names} />
        <span>
          {unclear.names.at(-1)}
          <span class="meta">下一步把情况写清楚就行</span>
        </span>
      </a>
      {typed !== "" && (
        <a class="rule-link" href={link(frame, "/matters/new")}>
          看全部类别
        </a>
      )}
    </p>
  );
}

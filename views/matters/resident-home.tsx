import type { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { openingLines } from "../../worker/rules/document/hours.ts";
import { formatDay } from "../../worker/time/format.ts";
import { type Instant, localDateOf } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { toldPages } from "../layout/identity.tsx";
import { ResidentPage } from "../layout/resident.tsx";

import { CategoryIcon } from "./category-icon.tsx";
import { MonthFigures } from "./month-figures.tsx";
import { suggestionCategory } from "./report.tsx";

type Home = Awaited<ReturnType<typeof residentHome>>;

/** What residents see first: report, look up, what is reported most; then how it went near them. */
export function ResidentHome(props: { frame: Frame; now: Instant; home: Home }) {
  const { frame, home } = props;
  return (
    <ResidentPage frame={frame}>
      <Hero frame={frame} />
      <Tiles frame={frame} tiles={home.tiles} />
      <ToldPages frame={frame} />
      <Near {...props} />
      <OfficeHours {...home} />
      <p>
        对办理工作或本平台有意见，可以
        <a href={link(frame, `/matters/new?category=${suggestionCategory}`)}>提交投诉或建议</a>。
      </p>
      <p class="meta">
        <a href={link(frame, "/session/new")}>工作人员登录</a>
      </p>
    </ResidentPage>
  );
}

function Hero({ frame }: { frame: Frame }) {
  return (
    <section class="hero">
      <h1>身边的事，说给我们听</h1>
      <p>不用登录。提交后知道谁来办、什么时候办完。</p>
      <LinkButton href={link(frame, "/matters/new")} large>
        提交事项
      </LinkButton>
      <LinkButton href={link(frame, "/receipts")} large>
        查进度
      </LinkButton>
    </section>
  );
}

/** Each leads to the report with its category chosen. */
function Tiles({ frame, tiles }: { frame: Frame; tiles: Home["tiles"] }) {
  return (
    <section class="part" aria-labelledby="often">
      <h2 id="often">常见的事</h2>
      <ul class="tiles">
        {tiles.map(({ key, names }) => (
          <li>
            <a href={link(frame, `/matters/new?category=${encodeURIComponent(key)}`)}>
              <CategoryIcon names={names} />
              <span>{names.at(-1)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a class="tile-wide" href={link(frame, "/matters/new")}>
          <CategoryIcon names={[]} />
          <span>其他、说不清，或者按名称查找</span>
        </a>
      </p>
    </section>
  );
}

/** What the county tells residents on pages of its own. */
function ToldPages({ frame }: { frame: Frame }) {
  return (
    <ul class="chips">
      {toldPages(frame).map(({ href, label }) => (
        <li>
          <a href={link(frame, href)}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** How matters ended this month, and what was solved lately: of the county, or of the community that was chosen. */
function Near({ frame, now, home }: { frame: Frame; now: Instant; home: Home }) {
  const { community, figures, exclusions, solved } = home;
  const place = community?.name ?? frame.countyName ?? "全县";
  return (
    <section class="part" aria-labelledby="near">
      <div class="card-head">
        <h2 id="near">
          {place} {Number(localDateOf(now).slice(5, 7))}月
        </h2>
        <a href={link(frame, "/near")}>{community ? "换一个社区" : "看我的社区"}</a>
      </div>
      <MonthFigures figures={figures} exclusions={exclusions} />
      <Card title={`${community ? place : ""}最近解决的事项`}>
        <Solved solved={solved} now={now} />
      </Card>
    </section>
  );
}

/** When somebody is there; due times are counted by these hours. */
function OfficeHours({ hours, services }: Pick<Home, "hours" | "services">) {
  if (hours === null) return null;
  return (
    <Card title="办公时间">
      {openingLines({ officeHours: hours, serviceHours: { services } }).map((line) => (
        <p>{line}</p>
      ))}
      <p class="meta">事项随时可以提交。</p>
    </Card>
  );
}

function Solved(props: { solved: Home["solved"]; now: Instant }) {
  if (props.solved.length === 0) {
    return <Empty text="还没有居民评价已解决的事项。解决以后，做了什么会公布在这里，不显示是谁提交的。" />;
  }
  return (
    <ItemList id="solved">
      {props.solved.map((matter) => (
        <Item
          title={`${matter.category.at(-1) ?? ""}，${matter.unit}`}
          meta={matter.closedAt !== null && `${formatDay(matter.closedAt as Instant, props.now)}办结`}
        >
          <p>{shortened(matter.outcome ?? "")}</p>
        </Item>
      ))}
    </ItemList>
  );
}

/** About four lines on a phone. */
const longest = 90;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest).join("")}……`;
}

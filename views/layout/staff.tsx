import { Icon } from "../components/icon.tsx";
import type { Child } from "../html.ts";
import type { Frame } from "./frame.ts";
import { Page } from "./page.tsx";
import { Brand, ElderSwitch, Main, NavLinks, Person } from "./parts.tsx";

/**
 * The console of staff and members: a rail on the left of a desk's screen; on a phone a bar at the bottom with
 * the first four entries, and the whole menu one tap away (an anchor, so it works without JavaScript).
 */
export function StaffPage(props: { frame: Frame; children: Child }) {
  const { frame } = props;
  return (
    <Page frame={frame} shell="staff">
      <header class="top">
        <Brand frame={frame} name={frame.countyName ?? "联治"} part="工作台" />
        <a class="menu-link" href="#menu">
          <Icon of="menu" />
          菜单
        </a>
      </header>
      <nav class="rail" id="menu" aria-label="菜单">
        <Groups frame={frame} />
        <div class="rail-foot">
          <NavLinks frame={frame} entries={frame.nav.filter(({ group }) => group === undefined)} />
          <Person frame={frame} />
          <ElderSwitch frame={frame} />
          <a class="menu-link" href="#main">
            收起菜单
          </a>
        </div>
      </nav>
      <Main frame={frame}>{props.children}</Main>
      {frame.nav.length > 0 && (
        <nav class="dock" aria-label="常用功能">
          <NavLinks frame={frame} entries={frame.nav.slice(0, 4)} at="dock" />
        </nav>
      )}
    </Page>
  );
}

/** The menu's entries under their headings. */
function Groups({ frame }: { frame: Frame }) {
  const groups = Map.groupBy(frame.nav, ({ group }) => group);
  return [...groups].map(
    ([group, entries]) =>
      group !== undefined && (
        <div class="rail-group">
          <h2>{group}</h2>
          <NavLinks frame={frame} entries={entries} />
        </div>
      ),
  );
}

import type { Child } from "../html.ts";
import type { Frame } from "./frame.ts";
import { Page } from "./page.tsx";
import { Brand, ElderSwitch, Main, NavLinks, Person } from "./parts.tsx";

/** Pages of the platform itself: its public home and its operators' console. */
export function PlatformPage(props: { frame: Frame; children: Child }) {
  const { frame } = props;
  return (
    <Page frame={frame} shell="platform">
      <header class="top">
        <Brand frame={frame} name="联治" />
        <ElderSwitch frame={frame} />
        <Person frame={frame} />
      </header>
      {frame.nav.length > 0 && (
        <nav class="tabs" aria-label="主要页面">
          <NavLinks frame={frame} />
        </nav>
      )}
      <Main frame={frame}>{props.children}</Main>
      <footer class="foot">
        <p>联治 县域联合治理平台</p>
      </footer>
    </Page>
  );
}

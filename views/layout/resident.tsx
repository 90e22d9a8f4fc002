import type { Child } from "../html.ts";
import type { Frame } from "./frame.ts";
import { Hotline, Imprint, shownName } from "./identity.tsx";
import { Page } from "./page.tsx";
import { Brand, ElderSwitch, Main, NavLinks } from "./parts.tsx";

/** Pages for residents: one column made for a phone, nothing to sign in to. */
export function ResidentPage(props: { frame: Frame; children: Child }) {
  const { frame } = props;
  return (
    <Page frame={frame} shell="resident">
      <header class="top">
        <Brand frame={frame} name={shownName(frame)} />
        <Hotline frame={frame} />
        <ElderSwitch frame={frame} />
      </header>
      {frame.nav.length > 0 && (
        <nav class="tabs" aria-label="主要页面">
          <NavLinks frame={frame} />
        </nav>
      )}
      <Main frame={frame}>{props.children}</Main>
      <Imprint frame={frame} />
    </Page>
  );
}

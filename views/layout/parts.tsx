import { OwnMark } from "../components/form.tsx";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import type { Child } from "../html.ts";
import { currentEntry, type Frame, link, type NavLink, preferencesPath, signOutPath } from "./frame.ts";

/** The county (or the product) by name, leading home. */
export function Brand(props: { frame: Frame; name: string; part?: string }) {
  return (
    <a class="brand" href={link(props.frame, "/")}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
        <rect x="1" y="1" width="30" height="30" rx="4" class="seal" />
        <path d="M8 8h16v16H8zM8 16h16M16 8v16" class="seal-cut" />
      </svg>
      <span>
        {props.name}
        {props.part !== undefined && <small> {props.part}</small>}
      </span>
    </a>
  );
}

/** The navigation's links; the current one says so. What an act without leaving the page changes is found by id. */
export function NavLinks(props: { frame: Frame; entries?: readonly NavLink[]; at?: "rail" | "dock" }) {
  const { frame } = props;
  const current = currentEntry(frame);
  return (
    <ul>
      {(props.entries ?? frame.nav).map((entry) => (
        <li>
          <a class="entry" href={link(frame, entry.href)} aria-current={entry === current && "page"}>
            {entry.icon && <Icon of={entry.icon} />}
            <span>{entry.label}</span>
            {entry.count !== undefined && (
              <b class="entry-count numeric" id={`waiting-${props.at ?? "rail"}`}>
                {entry.count}
              </b>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What stands above every page's content: sample data, then what has just happened. */
export function Banners(props: { frame: Frame }) {
  const { sample, notice } = props.frame;
  return (
    <>
      {sample && <p class="sample">示例数据，仅供演示</p>}
      {notice && (
        <Notice kind={notice.kind} focus={!notice.aside}>
          {notice.text}
        </Notice>
      )}
    </>
  );
}

/** Switches large text on and off and comes back to this page. */
export function ElderSwitch(props: { frame: Frame }) {
  const { frame } = props;
  return (
    <form method="post" action={link(frame, preferencesPath)}>
      <input type="hidden" name="elder" value={frame.elder ? "off" : "on"} />
      <input type="hidden" name="back" value={link(frame, frame.path)} />
      <button type="submit" class="plain">
        {frame.elder ? "标准字号" : "大字版"}
      </button>
    </form>
  );
}

/** Who is signed in, as what, and the way out. */
export function Person(props: { frame: Frame }) {
  const { person } = props.frame;
  if (person === undefined) return null;
  return (
    <div class="person">
      <p>
        {person.name}
        <small> {person.roleName}</small>
      </p>
      <form method="post" action={link(props.frame, signOutPath)}>
        <OwnMark mark={props.frame.mark} />
        <button type="submit" class="plain">
          退出登录
        </button>
      </form>
    </div>
  );
}

/** The content, where the skip link lands. */
export function Main(props: { frame: Frame; children: Child }) {
  return (
    <main id="main" tabindex="-1">
      <Banners frame={props.frame} />
      {props.children}
    </main>
  );
}

import type { IconName } from "../components/icon.tsx";

/** What every page knows about where it stands, whoever reads it. */
export type Frame = {
  /** "" on a county's own host, otherwise `/t/xinye`. Every link inside goes through `link`. */
  base: string;
  /** The page's own title, without the county. */
  title: string;
  countyName?: string | undefined;
  /** What the county says of itself on its pages for residents. */
  identity?: CountyIdentity | undefined;
  /** The current path without the base, for `aria-current` and for coming back after a preference changes. */
  path: string;
  /** Large text and targets. */
  elder: boolean;
  /** The tenant holds sample data, which every page says. */
  sample: boolean;
  person?: { name: string; roleName: string } | undefined;
  /** Hrefs are paths without the base. The first four are the ones kept at hand on a phone. */
  nav: readonly NavLink[];
  notice?: NoticeText | undefined;
  /** The address is a secret: no search engine may keep the page. */
  unlisted?: true;
  /** Whose the frame's own forms are, where somebody is signed in. */
  mark?: string | undefined;
};

export type NavLink = {
  href: string;
  label: string;
  /** The heading it stands under in the staff's menu; without one it stands at the menu's foot. */
  group?: string | undefined;
  icon?: IconName | undefined;
  /** How many wait there: 3, 50+; empty where nothing does. One entry has it. */
  count?: string | undefined;
};

/** What isn't set is null, and not shown. */
export type CountyIdentity = {
  publicName: string | null;
  hotline: string | null;
  office: string | null;
  icpNumber: string | null;
  policeNumber: string | null;
  /** Whether its rules promise residents anything. */
  promises?: boolean;
};

export type NoticeKind = "success" | "warning" | "problem" | "information";
/** `aside`: the focus goes elsewhere on the page, to what is done next. */
export type NoticeText = { kind: NoticeKind; text: string; aside?: true };

/** `POST` with `elder` ("on" or "off") and `back`, the address to return to, base included. */
export const preferencesPath = "/preferences";
/** `POST`, empty: ends the session. */
export const signOutPath = "/session/closure";

/** An address inside the tenant (or the platform, whose base is ""). */
export function link(frame: Pick<Frame, "base">, path: string): string {
  return path === "/" ? frame.base || "/" : `${frame.base}${path}`;
}

/** The navigation entry of the current page: the closest one that is the page or lies above it. */
export function currentEntry(frame: Pick<Frame, "nav" | "path">): NavLink | undefined {
  const above = frame.nav.filter((entry) => isAbove(entry.href, frame.path));
  return above.sort((one, other) => other.href.length - one.href.length)[0];
}

function isAbove(href: string, path: string): boolean {
  return path === href || (href !== "/" && (path.startsWith(`${href}/`) || path.startsWith(`${href}?`)));
}

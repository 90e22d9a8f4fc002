import type { RobotLine } from "../kernel/context.ts";
import type { RobotKind } from "./words.ts";

/** At which origins each platform may be reached. */
export type Places = Readonly<Record<RobotKind, readonly string[]>>;

/** A robot's address, brought to one form. */
export interface Place {
  readonly kind: RobotKind;
  /** With the key in it: whoever has it can write to the group. */
  readonly address: string;
  /** What people see of it afterwards. */
  readonly masked: string;
}

/** As the platforms document them (https://developer.work.weixin.qq.com/document/path/99110 and its likes). */
const documented: Places = {
  wecom: ["https://qyapi.weixin.qq.com"],
  dingtalk: ["https://oapi.dingtalk.com"],
  feishu: ["https://open.feishu.cn"],
};

interface Shape {
  readonly path: RegExp;
  /** The one parameter that the address has; without it the key ends the path. */
  readonly parameter?: string;
}

const shapes: Readonly<Record<RobotKind, Shape>> = {
  wecom: { path: /^\/cgi-bin\/webhook\/send$/, parameter: "key" },
  dingtalk: { path: /^\/robot\/send$/, parameter: "access_token" },
  feishu: { path: /^\/open-apis\/bot\/v2\/hook\/([\w-]{8,128})$/ },
};

const keyPattern = /^[\w-]{8,128}$/;
const kinds = Object.keys(shapes) as RobotKind[];

/** What somebody copied from a group's settings; null unless it is one of the documented addresses and nothing besides. */
export function placeOf(typed: string, places: Places): Place | null {
  if (!URL.canParse(typed) || /[\s\\@]/.test(typed)) return null;
  const url = new URL(typed);
  if (url.username || url.password || url.hash || typed.endsWith("#")) return null;
  for (const kind of kinds) {
    const key = places[kind].includes(url.origin) ? keyIn(url, shapes[kind]) : undefined;
    if (key !== undefined)
      return { kind, address: addressOf(url, shapes[kind], key), masked: masked(url, key) };
  }
  return null;
}

function keyIn({ pathname, searchParams }: URL, { path, parameter }: Shape): string | undefined {
  const matched = path.exec(pathname);
  if (!matched) return undefined;
  const names = [...searchParams.keys()];
  if (parameter === undefined) return names.length === 0 ? matched[1] : undefined;
  const key = searchParams.get(parameter) ?? "";
  return names.length === 1 && keyPattern.test(key) ? key : undefined;
}

const addressOf = ({ origin, pathname }: URL, { parameter }: Shape, key: string): string =>
  parameter === undefined ? `${origin}${pathname}` : `${origin}${pathname}?${parameter}=${key}`;

const masked = ({ host }: URL, key: string): string => `${host} …${key.slice(-4)}`;

/** On loopback a relay of the machine's own may stand, which needs no TLS. */
const origin = /^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(127\.0\.0\.1|localhost)(:\d{1,5})?)$/;

/**
 * The documented origins, and those of private deployments: `wecom=https://wx.example.gov.cn`, parted by blanks.
 * @throws Error naming what is no such entry.
 */
export function placesFrom(setting = ""): Places {
  const more = setting.split(/[\s,]+/).filter(Boolean);
  const entries = more.map((entry) => {
    const [kind = "", place = ""] = entry.split("=");
    if (!kinds.some((known) => known === kind) || !origin.test(place) || !URL.canParse(place))
      throw new Error(`ROBOT_PLACES: ${entry}`);
    return { kind, origin: new URL(place).origin };
  });
  const of = (kind: RobotKind) => [
    ...documented[kind],
    ...entries.filter((entry) => entry.kind === kind).map(({ origin }) => origin),
  ];
  return { wecom: of("wecom"), dingtalk: of("dingtalk"), feishu: of("feishu") };
}

/** For whoever acts without ever writing to a group. */
export const noRobots: RobotLine = { places: placesFrom(), clock: Date.now, atOnce: 0 };

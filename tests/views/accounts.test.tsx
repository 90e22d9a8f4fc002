import { describe, expect, test } from "vitest";
import { AccountPage } from "../../views/accounts/account.tsx";
import { deviceName } from "../../views/accounts/device.ts";
import { AcceptInvitationPage, InvitationEnded } from "../../views/accounts/invitation.tsx";
import { SignIn } from "../../views/accounts/sign-in.tsx";
import { attempt } from "../../views/components/attempt.ts";
import type { Frame } from "../../views/layout/frame.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, named, only, page, text } from "./parsed.ts";

const now = "2026-11-21T09:00:00.000Z" as Instant;
const hostile = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`;

const platform: Frame = { base: "", title: "登录", path: "/", elder: false, sample: false, nav: [] };
const county: Frame = { ...platform, base: "/t/xinye", countyName: "新野县" };

const hidden = (of: ReturnType<typeof page>, name: string) =>
  named(of, "input").filter(
    (input) => attribute(input, "name") === name && attribute(input, "type") === "hidden",
  );

describe("signing in", () => {
  test("a wrong password keeps the name, never the password, and where to go next", () => {
    const failed = {
      values: { username: hostile, password: "geheim" },
      problems: [{ path: "password", message: "用户名或密码不对" }],
    };
    const shown = page(
      <SignIn frame={county} action="/t/xinye/session" next="/desk" attempt={failed} idempotencyKey="k" />,
    );
    const name = byId(shown, "field-username");
    const password = byId(shown, "field-password");
    expect(name && attribute(name, "value")).toBe(hostile);
    expect(password && attribute(password, "value")).toBeUndefined();
    expect(hidden(shown, "next").map((field) => attribute(field, "value"))).toEqual(["/desk"]);
    expect(named(shown, "img")).toEqual([]);
  });

  test("residents on the page of staff are told that they need not sign in; operators are not", () => {
    const props = { action: "/session", attempt: attempt(), idempotencyKey: "k" };
    expect(text(page(<SignIn frame={county} {...props} />))).toContain("居民提交和查询事项不用登录");
    expect(text(page(<SignIn frame={platform} {...props} />))).not.toContain("居民");
  });
});

const invitation = {
  id: "i1",
  purpose: "join" as const,
  name: "李建国",
  role: "street_officer",
  scopeName: "汉城街道",
  invitedBy: hostile,
  expiresAt: "2026-11-28T09:00:00.000Z",
  standing: "open" as const,
};
const accepting = { now, action: "/t/xinye/invitations/t", attempt: attempt(), idempotencyKey: "k" };

describe("an invitation", () => {
  test("to join says who, as what, where, from whom and until when", () => {
    const shown = page(<AcceptInvitationPage frame={county} invitation={invitation} {...accepting} />);
    const said = text(only(shown, "main"));
    for (const word of ["李建国", "街道干部", "汉城街道", hostile, "11月28日 17:00 前", "建立账号"]) {
      expect(said).toContain(word);
    }
    expect(named(shown, "img")).toEqual([]);
  });

  test("to set a new password says that the old one ends", () => {
    const reset = { ...invitation, purpose: "reset" as const, role: null, scopeName: null };
    const shown = page(<AcceptInvitationPage frame={county} invitation={reset} {...accepting} />);
    expect(text(only(shown, "h1"))).toBe("重设密码");
    expect(text(only(shown, "main"))).toContain("原来的密码作废");
  });

  test("a problem with the link itself leads to something on the page", () => {
    const failed = { values: {}, problems: [{ path: "token", message: "这个链接已经过期" }] };
    const shown = page(
      <AcceptInvitationPage frame={county} invitation={invitation} {...accepting} attempt={failed} />,
    );
    const problem = named(shown, "a").find((link) => text(link) === "这个链接已经过期");
    const target = problem && attribute(problem, "href");
    expect(target && byId(shown, target.slice(1))).toBeDefined();
  });

  test.each([
    ["used", "这个链接已经用过", "/t/xinye/session/new"],
    ["revoked", "这个链接已被撤回", "/t/xinye"],
    ["expired", "这个链接已经过期", "/t/xinye"],
  ] as const)("that is %s says so and leads on", (standing, title, way) => {
    const shown = page(<InvitationEnded frame={county} standing={standing} invitedBy="王敏" />);
    expect(text(only(shown, "h1"))).toBe(title);
    expect(attribute(only(only(shown, "main"), "a"), "href")).toBe(way);
    expect(text(only(shown, "main"))).toContain("王敏");
  });
});

describe("one's own account", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

  test.each([
    [chrome, "Windows 电脑上的 Chrome 浏览器"],
    [`${chrome} Edg/140.0`, "Windows 电脑上的 Edge 浏览器"],
    [
      "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50",
      "安卓手机上的微信",
    ],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) DingTalk/7.6", "苹果手机上的钉钉"],
    ["", "未知设备上的浏览器"],
    [hostile, "未知设备上的浏览器"],
  ])("%s is named for people", (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });

  test("marks this device and names programs as they name themselves", () => {
    const times = { createdAt: now, usedAt: now };
    const account = {
      username: "wangmin",
      name: "王敏",
      sessions: [
        { id: "a", kind: "browser" as const, device: chrome, network: "203.0.113", current: true, ...times },
        { id: "b", kind: "api" as const, device: hostile, network: hostile, current: false, ...times },
      ],
    };
    const shown = page(
      <AccountPage frame={county} now={now} account={account} attempt={attempt()} idempotencyKey="k" />,
    );
    const sessions = byId(shown, "sessions");
    const [mine, other] = sessions ? named(sessions, "li").map(text) : [];
    expect(mine).toContain("就是本设备");
    expect(other).toContain(hostile);
    expect(other).not.toContain("就是本设备");
    expect(named(shown, "img")).toEqual([]);
  });
});

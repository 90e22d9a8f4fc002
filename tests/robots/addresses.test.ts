import { describe, expect, test } from "vitest";
import { placeOf, placesFrom } from "../../worker/domain/robots/places.ts";

const places = placesFrom();
const key = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa";
const wecom = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`;
const dingtalk = `https://oapi.dingtalk.com/robot/send?access_token=${"a".repeat(64)}`;
const feishu = `https://open.feishu.cn/open-apis/bot/v2/hook/${key}`;

describe("a robot's address", () => {
  test("tells its platform, and is kept in one form", () => {
    expect(placeOf(wecom, places)).toEqual({
      kind: "wecom",
      address: wecom,
      masked: "qyapi.weixin.qq.com …5aaa",
    });
    expect(placeOf(dingtalk, places)).toMatchObject({ kind: "dingtalk", address: dingtalk });
    expect(placeOf(feishu, places)).toMatchObject({ kind: "feishu", address: feishu });
    expect(placeOf(wecom.replace("https://qyapi", "HTTPS://QYAPI"), places)?.address).toBe(wecom);
    expect(placeOf(wecom.replace(".com/", ".com:443/"), places)?.address).toBe(wecom);
  });

  test("says nothing of its key but the last four characters", () => {
    for (const address of [wecom, dingtalk, feishu]) {
      const { masked = "" } = placeOf(address, places) ?? {};
      expect(masked).not.toContain(key.slice(0, 8));
      expect(masked.length).toBeLessThan(40);
    }
  });

  test.each([
    ["plain http", wecom.replace("https", "http")],
    ["another host", wecom.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.example")],
    ["a host that begins alike", wecom.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.comevil.example")],
    ["a host below it", wecom.replace("qyapi", "evil.qyapi")],
    ["a host with a dot at its end", wecom.replace("qq.com", "qq.com.")],
    ["a host in other letters", wecom.replace("qyapi", "qyарi")],
    ["a port", wecom.replace(".com/", ".com:8443/")],
    ["user info", wecom.replace("https://", "https://qyapi.weixin.qq.com@evil.example/")],
    ["a user", wecom.replace("https://", "https://user@")],
    ["a user and a password", wecom.replace("https://", "https://a:b@")],
    ["a backslash", wecom.replace("https://", "https:\\\\evil.example\\@")],
    ["an address of this machine", "https://127.0.0.1/cgi-bin/webhook/send?key=12345678"],
    ["a service of the cloud", "http://169.254.169.254/latest/meta-data"],
    ["this machine in IPv6", "https://[::1]/robot/send?access_token=12345678"],
    ["a number for a host", "https://2130706433/robot/send?access_token=12345678"],
    ["another path", wecom.replace("/webhook/send", "/message/send")],
    ["a path that goes on", wecom.replace("send?", "send/more?")],
    ["a path that goes back", wecom.replace("/webhook/send", "/webhook/send/../../gettoken")],
    ["a path that is hidden", wecom.replace("/webhook/send", "/webhook/%73end")],
    ["two keys", `${wecom}&key=00000000`],
    ["a parameter besides", `${wecom}&debug=1`],
    ["a key of another name", wecom.replace("key=", "token=")],
    ["no key", wecom.replace(key, "")],
    ["a key with something else in it", wecom.replace(key, `${key}%0d%0ahost:evil`)],
    ["a fragment", `${wecom}#x`],
    ["an empty fragment", `${wecom}#`],
    ["a blank within", wecom.replace("?key", "? key")],
    ["another platform's path", feishu.replace("open.feishu.cn", "oapi.dingtalk.com")],
    ["a parameter where there is none", `${feishu}?key=1`],
    ["a hook of a hook", `${feishu}/more`],
    ["an older hook", feishu.replace("/v2/", "/v1/")],
    ["no address", "机器人"],
    ["a script", "javascript:alert(1)"],
    ["a file", "file:///etc/passwd"],
    ["nothing", ""],
  ])("with %s is none", (_what, address) => {
    expect(placeOf(address, places)).toBeNull();
  });
});

describe("private deployments", () => {
  test("are known beside the documented ones, each for its platform alone", () => {
    const more = placesFrom("wecom=https://wx.example.gov.cn:8443, dingtalk=http://127.0.0.1:8001");
    const own = `https://wx.example.gov.cn:8443/cgi-bin/webhook/send?key=${key}`;
    expect(placeOf(own, more)).toMatchObject({ kind: "wecom", address: own });
    expect(placeOf(own.replace(":8443", ""), more)).toBeNull();
    expect(placeOf(`https://wx.example.gov.cn:8443/robot/send?access_token=${key}`, more)).toBeNull();
    expect(placeOf(`http://127.0.0.1:8001/robot/send?access_token=${key}`, more)?.kind).toBe("dingtalk");
    expect(placeOf(wecom, more)?.kind).toBe("wecom");
  });

  test.each([
    "wx.example.gov.cn",
    "wecom=wx.example.gov.cn",
    "wecom=http://wx.example.gov.cn",
    "wecom=https://wx.example.gov.cn/path",
    "wecom=https://a@wx.example.gov.cn",
    "constructor=https://wx.example.gov.cn",
    "wecom=https://wx.example.gov.cn:99999",
  ])("%s is no setting", (setting) => {
    expect(() => placesFrom(setting)).toThrow("ROBOT_PLACES");
  });
});

import { describe, expect, test } from "vitest";
import { addressFrom, allowedFrom, isAllowed, nowhere } from "../../worker/domain/webhooks/places.ts";
import { signedHeaders } from "../../worker/domain/webhooks/sign.ts";
import { isSigned } from "./receiver.ts";

const allowed = allowedFrom(
  "https://hub.example.gov.cn:8443 https://*.xinye.gov.cn, https://10.2.3.4 http://127.0.0.1:9000",
);
const may = (typed: string, where = allowed): boolean => {
  const url = addressFrom(typed);
  return url !== null && isAllowed(url, where);
};

test.each([
  "https://hub.example.gov.cn:8443/in",
  "https://a.xinye.gov.cn",
  "https://a.b.xinye.gov.cn/in/events?key=1",
  "https://a.xinye.gov.cn:443/in",
  "https://A.XINYE.gov.cn/in",
  "https://10.2.3.4/in",
  "http://127.0.0.1:9000/in",
])("%s is allowed", (typed) => {
  expect(may(typed)).toBe(true);
  expect(may(typed, nowhere)).toBe(false);
});

test.each([
  ["plain http", "http://a.xinye.gov.cn/in"],
  ["another scheme", "ftp://a.xinye.gov.cn/in"],
  ["a script", "javascript:alert(1)//a.xinye.gov.cn"],
  ["a file", "file:///etc/passwd"],
  ["a user", "https://me@a.xinye.gov.cn/in"],
  ["a user and a password", "https://me:secret@a.xinye.gov.cn/in"],
  ["a host behind a user", "https://a.xinye.gov.cn@evil.example/in"],
  ["a host behind a backslash", "https://evil.example\\@a.xinye.gov.cn/in"],
  ["a host behind a fragment", "https://evil.example#.xinye.gov.cn"],
  ["a fragment", "https://a.xinye.gov.cn/in#x"],
  ["a blank", "https://a.xinye.gov.cn/ in"],
  ["a line break", "https://a.xinye.gov.cn/in\n"],
  ["another port", "https://a.xinye.gov.cn:8443/in"],
  ["the domain itself", "https://xinye.gov.cn/in"],
  ["a name that ends alike", "https://evilxinye.gov.cn/in"],
  ["a name that begins alike", "https://a.xinye.gov.cn.evil.example/in"],
  ["a final dot", "https://a.xinye.gov.cn./in"],
  ["another origin's port", "https://hub.example.gov.cn/in"],
  ["an origin in plain http", "http://hub.example.gov.cn:8443/in"],
  ["loopback", "https://127.0.0.1/in"],
  ["loopback on another port", "http://127.0.0.1:9001/in"],
  ["loopback by name", "https://localhost/in"],
  ["loopback as one figure", "https://2130706433/in"],
  ["loopback in hex", "https://0x7f.1/in"],
  ["loopback of IPv6", "https://[::1]/in"],
  ["an IPv4 address in IPv6", "https://[::ffff:10.2.3.4]/in"],
  ["a metadata service", "https://169.254.169.254/latest"],
  ["an inner address", "https://10.2.3.5/in"],
  ["an inner name", "https://db.internal/in"],
  ["a name of the local network", "https://printer.local/in"],
  ["no address", "a.xinye.gov.cn/in"],
  ["nothing", ""],
])("%s is not", (_what, typed) => {
  expect(may(typed)).toBe(false);
});

describe("a setting", () => {
  test("says nothing where it is empty", () => {
    expect(allowedFrom("")).toEqual(nowhere);
    expect(allowedFrom(undefined)).toEqual(nowhere);
  });

  test.each([
    "http://hub.example.gov.cn",
    "hub.example.gov.cn",
    "https://*",
    "https://*.cn",
    "https://*.10.0.0",
    "https://a.*.gov.cn",
    "https://*.xinye.gov.cn:8443",
    "https://hub.example.gov.cn/in",
    "http://10.0.0.1",
  ])("%s is refused by name", (entry) => {
    expect(() => allowedFrom(`https://hub.example.gov.cn ${entry}`)).toThrow(`WEBHOOK_PLACES: ${entry}`);
  });
});

/** Of the reference implementations (github.com/standard-webhooks/standard-webhooks). */
const published = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

describe("a signature", () => {
  test("is the one that the standard publishes", async () => {
    const { secret, signature, ...signed } = published;
    const headers = await signedHeaders([secret], signed);
    expect(headers).toEqual({
      "webhook-id": published.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": signature,
    });
    expect(isSigned(secret, { headers, body: published.body })).toBe(true);
  });

  test("stands there for each secret", async () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const headers = await signedHeaders([other, published.secret], published);
    expect(headers["webhook-signature"]?.split(" ")).toEqual([expect.any(String), published.signature]);
    for (const secret of [other, published.secret])
      expect(isSigned(secret, { headers, body: published.body })).toBe(true);
  });
});

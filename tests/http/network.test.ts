import { expect, test } from "vitest";
import { networkFrom } from "../../worker/http/network.ts";

test.each([
  ["203.0.113.77", "203.0.113"],
  ["::ffff:203.0.113.77", "203.0.113"],
  ["::FFFF:203.0.113.1", "203.0.113"],
  ["::ffff:cb00:714d", "203.0.113"],
  ["0:0:0:0:0:ffff:cb00:714d", "203.0.113"],
  ["0000:0000:0000:0000:0000:ffff:203.0.113.9", "203.0.113"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1"],
  ["2001:0DB8:0001::6", "2001:db8:1"],
  ["2001:db8::1", "2001:db8:0"],
  ["2001:db8:0:1::1", "2001:db8:0"],
  ["fe80::1%eth0", "fe80:0:0"],
  ["::1", "0:0:0"],
  ["::fffe:203.0.113.77", "0:0:0"],
  ["", "unknown"],
  ["no:address", "unknown"],
  ["1:2:3:4:5:6:7:8:9", "unknown"],
])("%s is of the network %s", (address, network) => {
  expect(networkFrom(address)).toBe(network);
});

import { expect, test } from "vitest";
import { isTorn } from "../../bin/runtime/torn-logs.ts";

/** As sqld writes it: three frames of 4096 bytes. */
function head({ magic = "SQLDWAL\0", frames = 3n } = {}): Buffer {
  const head = Buffer.alloc(64);
  head.write(magic, "latin1");
  head.writeBigUInt64LE(frames, 40);
  head.writeInt32LE(4096, 52);
  return head;
}
const whole = 64 + 3 * (24 + 4096);

test.each([
  ["whole", head(), whole, false],
  ["longer than its head says", head(), whole + 500, false],
  ["new, without frames", head({ frames: 0n }), 64, false],
  ["empty, as before its first use", Buffer.alloc(0), 0, false],
  ["a byte short", head(), whole - 1, true],
  ["cut within the head", head().subarray(0, 40), 40, true],
  ["with zeros for a head", Buffer.alloc(64), whole, true],
  ["another kind of file", head({ magic: "SQLite f" }), whole, true],
])("a log that is %s", (_, head, size, torn) => {
  expect(isTorn(head, size)).toBe(torn);
});

import decodeQR from "qr/decode.js";
import { describe, expect, test } from "vitest";
import { QrCode } from "../../views/components/qr-code.tsx";
import { attribute, fragment, named, only } from "./parsed.ts";

/** Pixels for each module, as a screen would draw it. */
const scale = 6;

/** The drawing as a camera reads it: its path filled by hand, black on white. */
function scanned(address: string): string {
  const drawing = fragment(<QrCode address={address} label="二维码" />);
  const size = Number(attribute(only(drawing, "rect"), "width"));
  const wide = size * scale;
  const data = new Uint8ClampedArray(wide * wide * 4).fill(255);
  const path = attribute(only(drawing, "path"), "d") ?? "";
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    const [left, top, run] = [Number(x), Number(y), Number(length)].map((each) => each * scale) as [
      number,
      number,
      number,
    ];
    for (let row = top; row < top + scale; row++)
      for (let at = left; at < left + run; at++)
        data.fill(0, (row * wide + at) * 4, (row * wide + at) * 4 + 3);
  }
  return decodeQR({ width: wide, height: wide, data });
}

describe("an address as a QR code", () => {
  test.for([
    "https://xinye.example/receipts/7K3M-9QXT-2VPD-8HRW",
    "http://127.0.0.1:8787/t/xinye/receipts/7K3M-9QXT-2VPD-8HRW",
    `https://${"long.".repeat(20)}example/t/xinye/receipts/7K3M-9QXT-2VPD-8HRW`,
  ])("is read as %s", (address) => {
    expect(scanned(address)).toBe(address);
  });

  test("stands alone: four modules of white around it, and words for whoever doesn't see it", () => {
    const drawing = fragment(<QrCode address="https://xinye.example" label='"><script>' />);
    expect(named(drawing, "script")).toEqual([]);
    const size = Number(attribute(only(drawing, "rect"), "width"));
    const runs = [...(attribute(only(drawing, "path"), "d") ?? "").matchAll(/M(\d+) (\d+)h(\d+)/g)];
    const places = runs.map(([, x, y, run]) => ({
      x: Number(x),
      y: Number(y),
      end: Number(x) + Number(run),
    }));
    expect([
      Math.min(...places.map(({ x }) => x)),
      Math.min(...places.map(({ y }) => y)),
      size - Math.max(...places.map(({ end }) => end)),
      size - 1 - Math.max(...places.map(({ y }) => y)),
    ]).toEqual([4, 4, 4, 4]);
    expect(attribute(only(drawing, "svg"), "aria-label")).toBe('"><script>');
  });
});

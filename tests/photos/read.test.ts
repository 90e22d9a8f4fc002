import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bytes } from "../../worker/domain/photos/bytes.ts";
import { NoPhoto } from "../../worker/domain/photos/bytes.ts";
import { largest, readPhoto } from "../../worker/domain/photos/read.ts";
import { asText, jpegOf, raw, sample, sewn } from "./samples.ts";

const plain = [
  "baseline.jpg",
  "progressive.jpg",
  "cmyk.jpg",
  "plain.png",
  "lossy.webp",
  "lossless.webp",
  "clear.webp",
];
const placed = ["placed.jpg", "placed.png", "placed.webp"];

/** Why it isn't taken, or `taken`. */
function faultOf(bytes: Bytes): string {
  try {
    readPhoto(bytes);
    return "taken";
  } catch (error) {
    if (error instanceof NoPhoto) return error.fault;
    throw error;
  }
}

const be = (value: number, length = 4) => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
};
const le = (value: number) => Buffer.from(be(value)).reverse();
const chunk = (kind: string, body: Uint8Array) => {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  return sewn(be(body.length), named, be(crc32(named)));
};
const pngMark = raw("\x89PNG\r\n\x1a\n");
const header = (width: number, height: number) => sewn(be(width), be(height), Uint8Array.of(8, 2, 0, 0, 0));
const pixels = chunk("IDAT", deflateSync(Buffer.alloc(25)));
const end = chunk("IEND", new Uint8Array());
const segment = (kind: number, body: Uint8Array) =>
  sewn(Uint8Array.of(0xff, kind), be(body.length + 2, 2), body);
const within = (jpeg: Bytes, ...parts: Uint8Array[]) => sewn(jpeg.subarray(0, 2), ...parts, jpeg.subarray(2));
const riff = (...chunks: Uint8Array[]) => {
  const body = sewn(...chunks);
  return sewn(raw("RIFF"), le(body.length + 4), raw("WEBP"), body);
};
const piece = (kind: string, body: Uint8Array) =>
  sewn(raw(kind), le(body.length), body, new Uint8Array(body.length % 2));

describe("a photo is read by what it is", () => {
  test.each(plain)("%s, of 12 by 8", (name) => {
    const { type, width, height, bytes } = readPhoto(sample(name));
    expect([width, height]).toEqual([12, 8]);
    expect(type).toBe(`image/${name.endsWith("jpg") ? "jpeg" : name.split(".")[1]}`);
    // What was written anew is read the same, and written the same again.
    expect(readPhoto(bytes)).toEqual({ type, width, height, bytes });
  });

  test.each(placed)("%s keeps how it is turned, and nothing of where, whose and by what", (name) => {
    const sent = sample(name);
    const { width, height, bytes } = readPhoto(sent);
    expect([width, height]).toEqual([8, 12]);
    const said = ["Huawei", "Zhang", "script", "xmp", "photoshop", "XMP", "8BIM"];
    expect(said.some((word) => asText(sent).includes(word))).toBe(true);
    for (const word of said) expect(asText(bytes)).not.toContain(word);
    // GPS info has a tag of its own, in either order of bytes.
    expect(asText(bytes)).not.toMatch(/\x88\x25|\x25\x88/);
    expect(bytes.length).toBeLessThan(400);
    expect(readPhoto(bytes)).toEqual(readPhoto(sent));
  });

  test("nothing that follows its end comes along", () => {
    const tails = ["PK\x03\x04 a zip", "<html><script>alert(1)</script>", "\xff\xd8\xff\xe0 another", "\0"];
    for (const name of plain)
      for (const tail of tails)
        expect(readPhoto(sewn(sample(name), raw(tail))).bytes).toEqual(readPhoto(sample(name)).bytes);
  });

  test("nor comments, profiles, thumbnails and what nobody knows", () => {
    const bare = readPhoto(sample("baseline.jpg")).bytes;
    const words = raw("*/alert(1)/*<svg onload=alert(1)>");
    for (const kind of [0xe0, 0xe1, 0xe2, 0xe9, 0xec, 0xed, 0xee, 0xef, 0xfe])
      expect(readPhoto(within(sample("baseline.jpg"), segment(kind, words))).bytes).toEqual(bare);
    const png = sample("plain.png");
    const laden = sewn(png.subarray(0, 33), chunk("iTXt", words), chunk("zzZz", words), png.subarray(33));
    expect(readPhoto(laden).bytes).toEqual(readPhoto(png).bytes);
    const lossy = sample("lossy.webp").subarray(12);
    expect(readPhoto(riff(lossy, piece("XMP ", words), piece("what", words))).bytes).toEqual(
      readPhoto(sample("lossy.webp")).bytes,
    );
  });

  test("of the mark that says how colours are mixed only that is kept", () => {
    const adobe = sewn(raw("Adobe"), be(100, 2), be(0, 2), be(0, 2), Uint8Array.of(1), raw("secret"));
    const { bytes } = readPhoto(within(sample("baseline.jpg"), segment(0xee, adobe)));
    expect([asText(bytes).includes("Adobe"), asText(bytes).includes("secret")]).toEqual([true, false]);
  });
});

describe("what breaks off is refused", () => {
  test.each([...plain, ...placed])("%s, wherever it does", (name) => {
    const whole = sample(name);
    for (let length = 0; length < whole.length; length++)
      expect([length, faultOf(whole.slice(0, length))]).toEqual([
        length,
        expect.stringMatching(/^(empty|format|damaged)$/),
      ]);
  });

  test.each([...plain, ...placed])("and %s with any byte changed is read, or refused with a word", (name) => {
    const whole = sample(name);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = whole.slice();
        changed[at] = byte;
        if (faultOf(changed) === "taken") expect(faultOf(readPhoto(changed).bytes)).toBe("taken");
      }),
    );
  });

  test("so are random bytes, whatever mark they begin with", () => {
    const marks = fc.constantFrom(
      "",
      "\xff\xd8\xff",
      "\x89PNG\r\n\x1a\n",
      "RIFF\x20\0\0\0WEBPVP8 ",
      "RIFF\xff\0\0\0WEBP",
    );
    fc.assert(
      fc.property(marks, fc.uint8Array({ maxLength: 400 }), (mark, bytes) => {
        const fault = faultOf(sewn(raw(mark), bytes));
        expect(["taken", "empty", "format", "heic", "avif", "gif", "moving", "damaged", "pixels"]).toContain(
          fault,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("a file without end is read in time", () => {
    const fill = new Uint8Array(largest.bytes - 2).fill(0xff);
    const began = performance.now();
    expect(faultOf(sewn(Uint8Array.of(0xff, 0xd8), fill))).toBe("damaged");
    const empty = Buffer.alloc(largest.bytes - 2, Buffer.from([0xff, 0xfe, 0, 2]));
    expect(faultOf(sewn(Uint8Array.of(0xff, 0xd8), empty))).toBe("damaged");
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("of what a file is put together from there is only so much", () => {
  const jpeg = sample("baseline.jpg");
  const restart = segment(0xdd, new Uint8Array(2));
  const times = (number: number, part: Uint8Array) => Array.from({ length: number }, () => part);
  const scan = jpeg.subarray(asText(jpeg).indexOf("\xff\xda"), -2);
  const scans = (number: number) => sewn(jpeg.subarray(0, -2), ...times(number - 1, scan), jpeg.subarray(-2));
  const drawn = (colour: number, ...chunks: Uint8Array[]) => {
    const kind = sewn(be(2), be(2), Uint8Array.of(8, colour, 0, 0, 0));
    return sewn(pngMark, chunk("IHDR", kind), ...chunks, end);
  };
  const colours = chunk("PLTE", new Uint8Array(768));
  const clear = chunk("tRNS", new Uint8Array(256));
  const nothing = chunk("IDAT", new Uint8Array());
  const lossy = sample("lossy.webp").subarray(12);

  test.each([
    ["1900 segments", within(jpeg, ...times(1900, restart)), "taken"],
    ["2000 and the image's own", within(jpeg, ...times(2000, restart)), "damaged"],
    ["2000 that aren't kept", within(jpeg, ...times(2000, segment(0xfe, raw("x")))), "damaged"],
    ["100 scans", scans(100), "taken"],
    ["101 scans", scans(101), "damaged"],
    [
      "a scan of nothing",
      sewn(jpeg.subarray(0, -2), segment(0xda, new Uint8Array(4)), jpeg.subarray(-2)),
      "damaged",
    ],
    [
      "a scan of five",
      sewn(
        jpeg.subarray(0, -2),
        segment(0xda, sewn(Uint8Array.of(5), new Uint8Array(13))),
        jpeg.subarray(-2),
      ),
      "damaged",
    ],
    ["a palette, and how clear it is", drawn(3, colours, clear, pixels), "taken"],
    ["two palettes", drawn(3, colours, colours, pixels), "damaged"],
    ["257 colours", drawn(3, chunk("PLTE", new Uint8Array(771)), pixels), "damaged"],
    ["a third of a colour", drawn(3, chunk("PLTE", new Uint8Array(7)), pixels), "damaged"],
    ["clear twice", drawn(3, colours, clear, clear, pixels), "damaged"],
    ["clear in 257 ways", drawn(3, colours, chunk("tRNS", new Uint8Array(257)), pixels), "damaged"],
    ["many pieces of pixels", drawn(2, pixels, ...times(19_900, nothing)), "taken"],
    ["20,000 pieces of pixels", drawn(2, pixels, ...times(20_000, nothing)), "damaged"],
    ["900 unknown chunks", riff(lossy, ...times(900, piece("what", raw("x")))), "taken"],
    ["1001 chunks", riff(lossy, ...times(1000, piece("what", raw("x")))), "damaged"],
  ])("%s", (_what, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault);
  });

  test("as many as fit into a file cost no memory", () => {
    const large = Buffer.alloc(largest.bytes - 6000, restart);
    const before = process.memoryUsage();
    expect(faultOf(within(jpeg, large))).toBe("damaged");
    const after = process.memoryUsage();
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(
      64 * 1024 * 1024,
    );
  });
});

describe("what isn't a photo, or is too much of one, is refused", () => {
  test.each([
    ["nothing", new Uint8Array(), "empty"],
    [
      "a drawing with a script",
      raw('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      "format",
    ],
    ["a page", raw("<!doctype html><script>alert(1)</script>"), "format"],
    ["a page with a photo behind it", sewn(raw("<html>"), sample("baseline.jpg")), "format"],
    ["an archive", raw("PK\x03\x04"), "format"],
    ["a document", raw("%PDF-1.7"), "format"],
    ["a bitmap", raw("BM6\0\0\0"), "format"],
    ["a moving picture", sample("still.gif"), "gif"],
    ["what an iPhone makes", raw("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "heic"],
    ["what newer phones make", raw("\0\0\0\x1cftypavif\0\0\0\0avifmif1"), "avif"],
    ["a film", raw("\0\0\0\x18ftypmp42"), "format"],
    ["sound", raw("RIFF\x24\0\0\0WAVEfmt "), "format"],
    ["too many bytes", new Uint8Array(largest.bytes + 1).fill(0xff), "bytes"],
    ["40 megapixels", jpegOf(8000, 5000), "pixels"],
    ["as many as fit, turned either way", jpegOf(5000, 5000), "taken"],
    ["one row more", jpegOf(5000, 5001), "pixels"],
    ["a photo without height", jpegOf(100, 0), "damaged"],
    [
      "a large drawing",
      sewn(pngMark, chunk("IHDR", header(2 ** 31 - 1, 2 ** 31 - 1)), pixels, end),
      "pixels",
    ],
    ["a drawing that is none", sewn(pngMark, chunk("IHDR", header(0, 5)), pixels, end), "damaged"],
  ])("%s", (_what, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault);
  });

  test("what a format doesn't know, or holds twice", () => {
    const jpeg = sample("baseline.jpg");
    const at = asText(jpeg).indexOf("\xff\xc0");
    const frame = jpeg.slice(at, at + 19);
    const png = (...chunks: Uint8Array[]) => sewn(pngMark, ...chunks);
    const first = chunk("IHDR", header(2, 2));
    const image = sample("lossy.webp").subarray(12);
    const broken: [string, Bytes][] = [
      ["two frames", within(jpeg, frame)],
      ["a table that is longer than it says", within(jpeg, segment(0xdb, new Uint8Array(66)))],
      [
        "a table of codes with words behind it",
        within(jpeg, segment(0xc4, sewn(new Uint8Array(17), raw("hi")))),
      ],
      ["an unknown segment", within(jpeg, segment(0xf0, raw("x")))],
      ["arithmetic coding", jpegAs(0xc9)],
      ["words between segments", sewn(jpeg.subarray(0, 20), raw("hello"), jpeg.subarray(20))],
      ["no image", sewn(jpeg.subarray(0, 2), Uint8Array.of(0xff, 0xd9))],
      ["a chunk nobody knows that one must", png(first, chunk("ABCD", raw("x")), pixels, end)],
      ["a second header", png(first, first, pixels, end)],
      ["no pixels", png(first, end)],
      ["words in the end", png(first, pixels, chunk("IEND", raw("x")))],
      ["a wrong checksum", png(first, sewn(pixels.subarray(0, -1), Uint8Array.of(0)), end)],
      ["two images", riff(image, image)],
      ["no image at all", riff(piece("XMP ", raw("x")))],
      ["a chunk that is longer than the file", riff(raw("VP8 \xff\xff\xff\x7f"))],
    ];
    for (const [what, bytes] of broken) expect([what, faultOf(bytes)]).toEqual([what, "damaged"]);
    expect(faultOf(riff(piece("ANIM", new Uint8Array(6)), image))).toBe("moving");
  });
});

/** The small JPEG, saying that it is coded in another way. */
function jpegAs(kind: number): Bytes {
  const jpeg = sample("baseline.jpg");
  jpeg[asText(jpeg).indexOf("\xff\xc0") + 1] = kind;
  return jpeg;
}

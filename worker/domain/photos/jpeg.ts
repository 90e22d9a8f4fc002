import { asBig, type Bytes, big, joined, lettered, letters, must, type Rebuilt, slice } from "./bytes.ts";
import { exifOf, orientationIn } from "./exif.ts";

/**
 * The parts of a JPEG (ITU-T T.81, annex B): what a decoder needs is copied, once it is exactly as long as it says inside; of APP segments
 * just how it is turned and how colours are mixed (Adobe). Everything else, and all that follows its end, stays behind.
 */
const marker = { start: 0xd8, end: 0xd9, scan: 0xda, quantisation: 0xdb, huffman: 0xc4, restart: 0xdd };
/** Baseline, extended and progressive: what browsers decode. */
const frames = [0xc0, 0xc1, 0xc2];
/** Cameras write some dozens, progressive ones a dozen scans: each more costs memory here, or work in whatever shows it. */
const most = { segments: 2000, scans: 100 };
const app = { exif: 0xe1, adobe: 0xee, first: 0xe0, last: 0xef, comment: 0xfe };

interface Walk {
  frame: Bytes | undefined;
  orientation: number;
  segments: number;
  scans: number;
  readonly kept: Uint8Array[];
}

/** @throws NoPhoto */
export function jpeg(bytes: Bytes): Rebuilt {
  const walk: Walk = { frame: undefined, orientation: 1, segments: 0, scans: 0, kept: [] };
  let at = 2;
  for (;;) {
    must(bytes[at] === 0xff);
    while (bytes[at] === 0xff) at++;
    const kind = bytes[at];
    must(kind !== undefined);
    at++;
    if (kind === marker.end) break;
    const length = big(bytes, at, 2);
    must(length >= 2);
    const body = slice(bytes, at + 2, length - 2);
    at += length;
    take(walk, kind, body);
    if (kind !== marker.scan) continue;
    const end = endOfScan(bytes, at);
    walk.kept.push(bytes.subarray(at, end));
    at = end;
  }
  return written(walk);
}

function take(walk: Walk, kind: number, body: Bytes): void {
  must(++walk.segments <= most.segments);
  if (frames.includes(kind)) {
    must(
      !walk.frame &&
        body[0] === 8 &&
        [1, 3, 4].includes(body[5] ?? 0) &&
        body.length === 6 + 3 * (body[5] ?? 0),
    );
    walk.frame = body;
  } else if (kind === marker.scan) {
    const components = body[0] ?? 0;
    must(walk.frame !== undefined && components >= 1 && components <= 4);
    must(body.length === 4 + 2 * components && ++walk.scans <= most.scans);
  } else if (kind === marker.quantisation) must(tablesFit(body, (head) => (head < 16 ? 65 : 129)));
  else if (kind === marker.huffman) must(tablesFit(body, codes));
  else if (kind === marker.restart) must(body.length === 2);
  else {
    must((kind >= app.first && kind <= app.last) || kind === app.comment);
    told(walk, kind, body);
    return;
  }
  walk.kept.push(segment(kind, body));
}

/** What is said of the photo: how it is turned, and of its colours what no decoder can do without. */
function told(walk: Walk, kind: number, body: Bytes): void {
  if (kind === app.exif && letters(body, 0, 6) === "Exif\0\0" && walk.orientation === 1)
    walk.orientation = orientationIn(body.subarray(6));
  if (kind === app.adobe && letters(body, 0, 5) === "Adobe" && body.length >= 12)
    walk.kept.push(segment(kind, joined([lettered("Adobe"), body.subarray(5, 12)])));
}

/** Tables one behind the other, each as long as it says in its first bytes. */
function tablesFit(body: Bytes, lengthOf: (head: number, table: Bytes) => number): boolean {
  let at = 0;
  while (at < body.length) at += lengthOf(body[at] ?? 0, body.subarray(at));
  return at === body.length && at > 0;
}

/** How many bytes a table of codes has: 17, and one for each code. */
const codes = (_head: number, table: Bytes): number =>
  17 + slice(table, 1, 16).reduce((sum, count) => sum + count, 0);

/** Where the next marker stands that is none of the scan's own: a stuffed zero, or a restart. @throws NoPhoto where it breaks off */
function endOfScan(bytes: Bytes, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  must(false);
  return 0;
}

function written({ frame, orientation, scans, kept }: Walk): Rebuilt {
  must(frame !== undefined && scans > 0);
  const exif =
    orientation === 1 ? [] : [segment(app.exif, joined([lettered("Exif\0\0"), exifOf(orientation)]))];
  const parts = [Uint8Array.of(0xff, marker.start), ...exif, ...kept, Uint8Array.of(0xff, marker.end)];
  return { width: big(frame, 3, 2), height: big(frame, 1, 2), orientation, parts };
}

const segment = (kind: number, body: Bytes): Bytes =>
  joined([Uint8Array.of(0xff, kind), asBig(body.length + 2, 2), body]);

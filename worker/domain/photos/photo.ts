import { newToken, sha256 } from "../kernel/secrets.ts";
import type { Bytes, Fault } from "./bytes.ts";
import { NoPhoto } from "./bytes.ts";
import { inMegabytes, largest, type PhotoType, readPhoto } from "./read.ts";

/** How many photos one note takes, and what residents send at once. */
export const mostPhotos = 6;
export const mostOfResidents = 3;

/** What a form says of that. */
export const photosHint = (most: number): string =>
  `选填，最多 ${most} 张，每张不超过 ${inMegabytes(largest.bytes)}，合计不超过 ${inMegabytes(largest.together)}`;

/** A photo that somebody sent, read and written anew. A program's JSON can't be one. */
export class Photo {
  /** What only its row knows: its object's name, but for county and day. */
  readonly token = newToken();
  readonly type: PhotoType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Bytes;
  readonly sha256: string;
  constructor(read: ReturnType<typeof readPhoto>, hash: string) {
    this.type = read.type;
    this.width = read.width;
    this.height = read.height;
    this.bytes = read.bytes;
    this.sha256 = hash;
  }

  /** @throws NoPhoto */
  static async from(sent: Bytes): Promise<Photo> {
    const read = readPhoto(sent);
    return new Photo(read, await sha256(read.bytes));
  }

  /** What of it a form that is sent again must be equal in. */
  toJSON() {
    return { type: this.type, sha256: this.sha256 };
  }
}

/** Stands where photos should: what is wrong with those that were sent. */
export class WrongPhotos {
  readonly said: string;
  constructor(said: string) {
    this.said = said;
  }
}

/** All files that were sent, one after the other in memory, or what is wrong with each, the first being called 1. */
export async function photosFrom(sent: readonly Blob[]): Promise<Photo[] | WrongPhotos> {
  const read: Photo[] = [];
  const wrong: string[] = [];
  for (const [index, file] of sent.entries()) {
    try {
      if (file.size > largest.bytes) throw new NoPhoto("bytes");
      read.push(await Photo.from(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      if (!(error instanceof NoPhoto)) throw error;
      wrong.push(`第 ${index + 1} 张${saidOf[error.fault]}`);
    }
  }
  return wrong.length > 0 ? new WrongPhotos(wrong.join("；")) : read;
}

/** What people read, and what they can do. */
const saidOf: Readonly<Record<Fault, string>> = {
  empty: "是空文件，请重新选择",
  format: "不是照片。请上传 JPEG、PNG 或 WebP 格式的照片",
  heic: "是 HEIC 格式，很多电脑打不开。请在手机“设置－相机－格式”里改选“兼容性最佳”后重拍，或者先截屏再上传截图",
  avif: "是 AVIF 格式，有的电脑打不开。请在手机相机的设置里改选 JPEG 格式后重拍，或者先截屏再上传截图",
  gif: "是 GIF 动图。请上传 JPEG、PNG 或 WebP 格式的照片",
  moving: "是动图。请上传不会动的照片",
  damaged: "不完整或者已损坏。请在手机上打开看看，能正常显示的，截屏后上传截图",
  pixels: `太大，像素最多 ${largest.pixels / 10_000} 万。请把相机的照片尺寸调小后重拍，或者截屏后上传截图`,
  bytes: `太大，一张最多 ${inMegabytes(largest.bytes)}。请把相机的照片尺寸调小后重拍，或者截屏后上传截图`,
};

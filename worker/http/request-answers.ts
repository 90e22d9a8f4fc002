import type * as domain from "../domain/errors.ts";
import type { Answer } from "./answer.ts";
import { ofPhotos } from "./most.ts";

export const untouched = "没有改动任何内容。";
const copied = "没有改动任何内容。您填写的内容列在下面，可以复制。";

/** What a form's texts may have beside its photos isn't worth a figure. */
const bytesSaid = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`;

const withPhotos = (limit: number) => ({
  offered: "again" as const,
  became: `照片太大，一次最多 ${bytesSaid(limit)}，这次没有保存。您填写的内容都留在本页，不用重新填写。`,
  advice: ["少选几张照片，或把相机的照片尺寸调小后重拍，再提交。照片可以分几次提交。"],
});

/** What becomes of requests that are wrong in themselves, whatever they ask for. */
export const requestAnswers = {
  MethodNotAllowed: ({ allowed }: domain.MethodNotAllowed): Answer => ({
    status: 405,
    type: "method-not-allowed",
    title: "这个地址不接受这种请求",
    detail: `可用的方法：${allowed.join("、")}`,
    fields: { allow: allowed.join(", ") },
    page: {
      happened: "这个网址不能直接打开",
      became: untouched,
      advice: ["从首页或菜单重新进入，用页面上的按钮办理。"],
      way: "home",
    },
  }),
  PreconditionFailed: ({ current }: domain.PreconditionFailed): Answer => ({
    status: 412,
    type: "precondition-failed",
    title: "内容已经变化",
    detail: "If-Match 与这条记录现在的修改次数不符",
    current,
    page: {
      happened: "这条内容刚被修改过，您的修改没有保存",
      became: untouched,
      advice: ["查看最新内容，核对后再修改一次。"],
      way: "back",
    },
  }),
  Misdirected: (): Answer => ({
    status: 421,
    type: "misdirected",
    title: "本系统不在这个网址",
    page: {
      happened: "本系统不在这个网址",
      became: "网址中的域名不是本系统的，也不是哪个县（市、区）的。",
      advice: ["核对网址的拼写。", "如果确实要用这个域名，请联系管理员绑定。"],
      way: "ownAddress",
    },
  }),
  TooLarge: ({ limit, of }: domain.TooLarge): Answer => ({
    status: 413,
    type: "too-large",
    title: "提交的内容太大",
    page: {
      happened: "提交的内容太大",
      became: `一次最多 ${of === "bytes" ? bytesSaid(limit) : `${limit} 项`}，这次没有保存。`,
      advice: ["返回上一页，减少内容，或换一份小一些的文件，再提交一次。照片可以分几次提交。"],
      way: "home",
      // Words that were sent with too many photos; what is too long in itself isn't read to be given back.
      ...(of === "bytes" && limit === ofPhotos.bytes ? { typed: withPhotos(limit) } : {}),
    },
  }),
  BadRequest: ({ status, message }: domain.BadRequest): Answer => ({
    status,
    type: "bad-request",
    title: message,
    page: {
      happened: "这次提交无法处理",
      points: [message],
      became: untouched,
      advice: ["返回上一页，刷新后用页面上的按钮再提交一次。"],
      way: "home",
      // To read only: what another site sent must not get a button of ours.
      ...(status === 403 ? { typed: { offered: "read" as const, became: copied } } : {}),
    },
  }),
};

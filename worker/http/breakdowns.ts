import { formatWait } from "../time/format.ts";
import type { Answer } from "./answer.ts";

const safe = "之前保存的内容都在。";
/** An answer that was lost may be the answer to a write that was done. */
const perhaps = "您填写的内容可能还没有保存，但都留在本页，不用重新填写。";
const retryAfter = 30;

/** An error that nobody foresaw: nothing of the inside is told. */
export const unexpected: Answer = {
  status: 500,
  type: "unexpected",
  title: "出了意料之外的错误",
  page: {
    happened: "系统出错，这一步没有完成",
    became: safe,
    advice: ["请稍后再试一次。", "如果仍然出错，把下面的编号告诉管理员。"],
    way: "home",
    typed: { offered: "again", became: perhaps },
    numbered: true,
  },
};

const blockedFor = 60;

/** The county's database is on its way to another server: it can be read, and written again in a moment. */
export const blocked: Answer = {
  status: 503,
  type: "unavailable",
  title: `数据正在转移，暂时不能保存，请在${formatWait(blockedFor)}后再试`,
  retryAfter: blockedFor,
  page: {
    happened: "数据正在转移，暂时不能保存",
    became: safe,
    advice: [`请在${formatWait(blockedFor)}后再提交一次。这段时间可以查看，重复提交不会产生两条记录。`],
    way: "home",
    typed: { offered: "again", became: "您填写的内容还没有保存，但都留在本页，不用重新填写。" },
  },
};

/** A part that is needed can't be reached. */
export const unavailable: Answer = {
  status: 503,
  type: "unavailable",
  title: "服务暂时不可用，请稍后再试",
  retryAfter,
  page: {
    happened: "系统暂时无法保存和读取",
    became: safe,
    advice: [`请在${formatWait(retryAfter)}后再试。重复提交不会产生两条记录。`],
    way: "home",
    typed: { offered: "again", became: perhaps },
    numbered: true,
  },
};

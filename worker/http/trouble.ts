import { formatWait } from "../time/format.ts";
import type { Answer } from "./answer.ts";

const safe = "之前保存的内容都在。";
/** An answer that was lost may be the answer to a write that was done. */
const perhaps = "您填写的内容可能还没有保存，但都留在本页，不用重新填写。";

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

const retryAfter = 30;

/** A part the product needs is out of reach. */
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

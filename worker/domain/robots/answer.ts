import { cleanedLine } from "../../text/cleaned.ts";
import { type RobotKind, robotKinds } from "./words.ts";

/**
 * What came of a message. `limited`: too many were sent, it waits; `refused`: it will never be taken, a person must do
 * something; `failed`: later, perhaps. The last two with what a person reads.
 */
export type Outcome =
  | { readonly kind: "received" }
  | { readonly kind: "limited" }
  | { readonly kind: "refused" | "failed"; readonly words: string };

/** What a platform answered: `body` is null where it is no JSON or too long. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const limited = "limited";
const gone = "机器人地址无效，或机器人已被移出群。请在群里重新添加机器人，把新的地址填到这里";
const stopped = "机器人已被停用。请在群里启用它，或重新添加后把新的地址填到这里";
const unfit = "平台不接受这条消息的内容";
const signature = "加签密钥不对。请从机器人的安全设置里重新复制密钥，填到这里";
const guarded =
  "没有通过机器人的安全设置。请只用“加签”，核对密钥；不要用关键词和IP地址段，或把本系统的出口地址加进去";

/** By the platform's code: what its documents say of it, as a person can act on it. Unknown codes are tried again. */
const meanings: Readonly<Record<RobotKind, Readonly<Record<number, string>>>> = {
  wecom: { 93000: gone, 93004: stopped, 93008: gone, 40058: unfit, 45009: limited },
  dingtalk: {
    300001: gone,
    300005: gone,
    400101: gone,
    400106: gone,
    400013: "群已经解散",
    400102: stopped,
    310000: guarded,
    430101: unfit,
    430102: unfit,
    430104: unfit,
    130101: limited,
    410100: limited,
    660026: limited,
  },
  feishu: {
    19001: gone,
    19021: signature,
    19022: guarded,
    19024: guarded,
    9499: unfit,
    11232: limited,
  },
};

/** What an answer means. `hidden`: what must not be repeated, should the platform say it back. */
export function outcomeOf(kind: RobotKind, { status, body }: Answer, hidden: readonly string[]): Outcome {
  const { code, said } = spoken(kind, body);
  if (code === 0 && status === 200) return { kind: "received" };
  if (status === 429) return { kind: limited };
  const name = robotKinds[kind];
  if (status >= 300 && status < 400)
    return { kind: "refused", words: `${name}的地址转到了别处，没有跟去。请核对地址` };
  if (code === undefined || code === 0)
    return { kind: "failed", words: `${name}没有按约定回答（HTTP ${status}）` };
  const meaning = meanings[kind][code];
  if (meaning === limited) return { kind: limited };
  if (meaning !== undefined) return { kind: "refused", words: `${name}：${meaning}（${code}）` };
  return { kind: "failed", words: `${name}：${without(said, hidden) || "没有说明原因"}（${code}）` };
}

/** The code and the words of an answer, by whatever name the platform has for them. */
function spoken(kind: RobotKind, body: unknown): { code: number | undefined; said: string } {
  const { errcode, errmsg, code, msg } = Object(body) as Record<string, unknown>;
  const [number, words] = kind === "feishu" ? [code, msg] : [errcode, errmsg];
  return {
    code: typeof number === "number" ? number : undefined,
    said: typeof words === "string" ? cleanedLine(words).slice(0, 120) : "",
  };
}

const without = (said: string, hidden: readonly string[]): string =>
  hidden.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, "***"), said);

/** Days, moments and due times as ours says them, in Asia/Shanghai. `now` in Unix milliseconds. */
const DAY = 86_400_000;
const local = (ms) => new Date(ms + 8 * 3_600_000);
const number = (ms) => Math.floor(local(ms).getTime() / DAY);
const near = { "-1": "昨天", 0: "今天", 1: "明天", 2: "后天" };

export function dayOf(at, now) {
  const day = local(Date.parse(at));
  return near[number(Date.parse(at)) - number(now)] ?? `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}

export const momentOf = (at, now) => `${dayOf(at, now)} ${local(Date.parse(at)).toISOString().slice(11, 16)}`;

/** Where a due time stands: `kind` names its mark, `word` is read beside it. */
export function due(at, now) {
  const left = Date.parse(at) - now;
  const when = `${momentOf(at, now)} 前`;
  if (left < 0) return { kind: "overdue", word: `已超期 ${spanOf(-left)}`, when: `应于 ${when}` };
  return left <= DAY ? { kind: "due-soon", word: "将到期", when } : { kind: "on-time", word: "未到期", when };
}

function spanOf(ms) {
  const [days, hours, minutes] = [
    Math.floor(ms / DAY),
    Math.floor((ms % DAY) / 3_600_000),
    Math.floor(ms / 60_000) % 60,
  ];
  return days > 0 ? `${days}天${hours}小时` : `${hours}小时${minutes}分钟`;
}

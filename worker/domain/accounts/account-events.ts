import { happening, type Told } from "../kernel/happenings.ts";
import type { Handed } from "./handed.ts";

/** What happens to an account and its posts, for its page; posts in words: `北关社区 社区干部`. */

/** `在办事项 3 件移交李四；第一网格 网格员由李四接任` */
function handedWords({ matters, more, to, posts, unattended }: Handed): string | undefined {
  const count = matters > 0 ? `在办事项 ${matters} 件${more ? "以上" : ""}` : "";
  const words = [
    count && (to === null ? `${count}留给原单位` : `${count}移交${to}`),
    posts.length > 0 && `${posts.join("、")}由${to}接任`,
    unattended.length > 0 && `${unattended.join("、")}现在无人值守`,
  ].filter(Boolean);
  return words.length > 0 ? words.join("；") : undefined;
}

const told = (title: string, handed: Handed): Told => ({ title, note: handedWords(handed) });

export const postGiven = happening<{ post: string }>(({ post }) => ({ title: `增加角色：${post}` }));
export const postEnded = happening<{ post: string; handed: Handed }>(({ post, handed }) =>
  told(`结束角色：${post}`, handed),
);
export const postMoved = happening<{ from: string; to: string; handed: Handed }>(({ from, to, handed }) =>
  told(`变更角色：由${from}改为${to}`, handed),
);
export const disabled = happening<Handed>((handed) => told("停用账号", handed));

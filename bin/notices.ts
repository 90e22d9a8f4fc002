/**
 * `npm run notices -- load <file>` puts a year's holiday notice into force, from YAML or JSON; a correction replaces it.
 * `npm run notices -- list` shows all that were loaded.
 */
import { loadNotice } from "../worker/domain/notices/load.ts";
import { noticeList } from "../worker/domain/notices/read.ts";
import type { HolidayNotice } from "../worker/rules/schema/notice.ts";
import { dayNumber, type Instant, localDateOf } from "../worker/time/instants.ts";
import { onCatalog } from "./keys.ts";
import { noticeIn } from "./notice-file.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";

const usage = "用法：npm run notices -- load <文件.yaml 或 .json>，或 npm run notices -- list";

await asCommand(async () => {
  const [what, file] = process.argv.slice(2);
  if (what === "list") return list();
  if (what === "load" && file) return load(file);
  throw new Refusal(usage);
});

async function load(file: string): Promise<void> {
  const notice = noticeIn(file);
  const ctx = await onCatalog(runningVars());
  const { year, edition, changed } = await loadNotice(ctx, notice);
  if (!changed) return console.log(`${year}年的通知与现行的（第 ${edition} 版）相同，没有改动。`);
  console.log(`${year}年的通知已载入，第 ${edition} 版：${extentOf(notice)}。`);
  console.log("15 秒之内，各县新的期限都按它推算。");
}

async function list(): Promise<void> {
  const notices = await noticeList((await onCatalog(runningVars())).db);
  for (const notice of notices) {
    const { year, edition, inForce, document, loadedBy } = notice;
    const loadedOn = localDateOf(notice.loadedAt as Instant);
    const standing = inForce ? "现行" : "已更正";
    console.log(
      [year, `第 ${edition} 版`, standing, document, extentOf(notice), loadedBy, loadedOn].join("\t"),
    );
  }
  const years = notices.filter(({ inForce }) => inForce).map(({ year }) => year);
  console.log(`${years.length} 个年份有通知`);
}

function extentOf({ daysOff, workdays }: Pick<HolidayNotice, "daysOff" | "workdays">): string {
  const off = daysOff.reduce((sum, { from, to }) => sum + dayNumber(to) - dayNumber(from) + 1, 0);
  return `放假 ${off} 天，调休上班 ${workdays.length} 天`;
}

import { instant } from "../../worker/time/instants.ts";
import type { DataFolder } from "./folder.ts";
import { oneLine } from "./refusal.ts";
import type { Settings } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";
import type { WorkerVars } from "./vars.ts";

type Say = (line: string) => void;

/** Makes the sample counties in an empty folder, and notes what is told of their past later. */
export async function ensureSample(
  folder: DataFolder,
  vars: WorkerVars,
  { sampleMatters: matters }: Settings,
  say: Say,
): Promise<void> {
  if (folder.mark.sample === "complete") return;
  say("第一次启动，正在建立演示数据，约需半分钟……");
  folder.remember({ sample: "begun" });
  const { makeDemo } = await import("../demo.ts");
  const until = instant(Date.now());
  await makeDemo({ vars, file: folder.file("demo.json"), say, until, matters });
  folder.remember({ sample: "complete", past: matters > 0 ? { matters, until, told: {} } : undefined });
}

/**
 * Tells what is untold of the sample counties' past while they are served already; `then` follows when all is told, at once
 * where nothing is left to tell. What was cut short goes on with the next start.
 */
export function tellingPast(
  folder: DataFolder,
  vars: WorkerVars,
  around: Surroundings,
  then: () => void,
): void {
  const { past: noted } = folder.mark;
  if (!noted) {
    then();
    return;
  }
  let isOver = false;
  const note = (past: typeof noted) => folder.remember({ past });
  around.say("演示县前三个月的事项正在后台补齐，约需几分钟；补齐以前不运行定时任务。");
  const telling = import("../demo/past/pasts.ts")
    .then(({ tellPasts }) => tellPasts({ vars, noted, note, say: around.say, isOver: () => isOver }))
    .then((isWhole) => {
      if (!isWhole) return;
      folder.remember({ past: undefined });
      around.say("演示县前三个月的事项已全部补齐。");
      if (!isOver) then();
    })
    .catch((error) => {
      if (!isOver) around.say(`演示县前三个月的事项没有补齐，下次启动时继续：${oneLine(error)}`);
    });
  around.undo(() => {
    isOver = true;
    return telling;
  });
}

import type { DoorOptions } from "./door.ts";
import { type DataFolder, freeBytes } from "./folder.ts";
import { aloud, keepShort, quietly } from "./logs.ts";
import { exposition, gauge, only } from "./metrics/exposition.ts";
import { standing } from "./metrics/standing.ts";
import { newTally } from "./metrics/tally.ts";
import { allServers, serverLog } from "./servers.ts";
import type { Settings } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";
import type { LogLine } from "./workerd.ts";

/** What an installation says of itself: each line is counted and kept; the counts are read at the door. */
export interface Journal {
  onLog: (line: LogLine) => void;
  atDoor: Pick<DoorOptions, "log" | "metrics" | "diskFree">;
}

export function openJournal(
  { purpose, metricsToken: token }: Settings,
  folder: DataFolder,
  { say, undo }: Surroundings,
): Journal {
  undo(keepShort([...allServers.map(serverLog), "log/worker.log"].map(folder.file)));
  const tally = newTally();
  const keep = purpose === "demo" ? quietly(folder, say) : aloud;
  const onLog = (line: LogLine) => {
    tally.hear(line);
    keep(line);
  };
  const started = Date.now();
  const metrics: DoorOptions["metrics"] = token
    ? {
        token,
        text: async ({ worker, waiting, underWay }) =>
          exposition([
            gauge(
              "lianzhi_start_time_seconds",
              "when this process started, as Unix time",
              only(started / 1000),
            ),
            gauge("lianzhi_door_requests", "requests waiting for their county's turn, and with the worker", [
              { labels: { stage: "waiting" }, value: waiting },
              { labels: { stage: "under_way" }, value: underWay },
            ]),
            ...(await standing(folder.path, worker)),
            ...tally.families(),
          ]),
      }
    : undefined;
  const log = (text: string) => onLog({ level: "info", text });
  return { onLog, atDoor: { log, metrics, diskFree: () => freeBytes(folder.path) } };
}

/**
 * `npm start` runs everything on this machine with sample data; `npm run serve` runs it for real, with secrets from
 * the environment. HOST, PORT, DATA_DIR, PUBLIC_URL, TRUST_PROXY, SECURITY_CONTACT, METRICS_TOKEN, ROBOT_PLACES, SQLD_PORT,
 * SQLD_SERVERS (how many database servers) and SQLD_OPEN_AT_ONCE (how many counties' databases each keeps open) do what
 * their names say. SAMPLE_MATTERS is how many matters each sample county has behind it, 300 unless it is set.
 */
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { startInstallation } from "./runtime/installation.ts";
import { makePrivately } from "./runtime/private.ts";
import { oneLine, Refusal } from "./runtime/refusal.ts";
import { readSettings, type Settings } from "./runtime/settings.ts";

makePrivately();
const say = (line: string) => console.log(line);
const steps: (() => Promise<void> | void)[] = [];
let leaving = false;
let asked = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // npm passes Ctrl-C on although the terminal has already told us: within a moment it is the same one.
    const again = leaving && performance.now() - asked > 300;
    // The children die with us (see the exit hooks of sqld.ts and miniflare).
    if (again) process.exit(130);
    if (leaving) return;
    asked = performance.now();
    say("正在停止……（再按一次 Ctrl-C 立即停止）");
    void leave(0);
  });
}
// The terminal may be gone before we are.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

try {
  const began = performance.now();
  const settings = readSettings(process.argv.slice(2), process.env);
  say("联治 正在启动……");
  const installation = await startInstallation(settings, {
    say,
    undo: (step) => void steps.push(step),
    fail: (why) => {
      console.error(why);
      void leave(1);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`联治 已启动（${seconds} 秒）：${addresses(settings).join("  ")}`);
  say(`数据目录：${settings.folder}`);
  if (settings.purpose === "demo") {
    const { describeDemo } = await import("./demo.ts");
    for (const line of describeDemo(join(settings.folder, "demo.json"), installation.url)) say(line);
  }
  say("按 Ctrl-C 停止。");
} catch (error) {
  if (!leaving) console.error(error instanceof Refusal ? error.message : `启动失败：${oneLine(error)}`);
  void leave(1);
}

async function leave(code: number): Promise<void> {
  if (leaving) return;
  leaving = true;
  for (const step of steps.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      console.error(`停止时出错：${oneLine(error)}`);
    }
  }
  process.exit(code);
}

/** Where to open it: here, and from other devices when it listens to them. */
function addresses({ host, port, publicUrl, purpose }: Settings): string[] {
  if (purpose === "production") return [publicUrl, `（本机 ${host}:${port}）`];
  if (host !== "0.0.0.0" && host !== "::")
    return [`http://${host.includes(":") ? `[${host}]` : host}:${port}`];
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal);
  return [`http://127.0.0.1:${port}`, ...outside.map(({ address }) => `http://${address}:${port}`)];
}

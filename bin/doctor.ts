/** `npm run doctor`: says on one page what is wrong with an installation, running or not; exit code 1 if something is. */
import { resolve } from "node:path";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { asCommand } from "./runtime/running.ts";

const folder = resolve(process.env.DATA_DIR || ".data");

await asCommand(async () => {
  const findings = await examine(folder, process.env);
  for (const finding of findings) console.log(lineOf(finding));
  const wrong = findings.filter(({ fault }) => fault !== null).length;
  console.log(wrong === 0 ? "\n一切正常。" : `\n有 ${wrong} 项需要处理。`);
  if (wrong > 0) process.exitCode = 1;
});

function lineOf({ what, said, fault }: Finding): string {
  return [fault === null ? "正常  " : "要处理", what, fault ?? said].join("\t");
}

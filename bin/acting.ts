/** Prints what each value of a rule set acts on, or that nothing follows it yet. */
import { marks } from "../worker/rules/document/acting.ts";

const all = marks();
for (const { section, path, title, acts } of all) {
  console.log([section, path, title, acts.join(", ") || "尚未启用"].join("\t"));
}
const acting = all.filter(({ acts }) => acts.length > 0);
console.log(`${acting.length} act, ${all.length - acting.length} don't yet`);

/** `npm run build`: builds the worker before it is needed, so that the next start doesn't have to. */
import { buildBundle } from "./runtime/bundle.ts";

const { modules, gzip } = await buildBundle();
console.log(`网站程序已备好：${modules.length} 个模块，压缩后 ${(gzip / 1000).toFixed(0)} kB。`);

import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import { demoCounties } from "../../../db/demo/index.ts";
import { tenantDatabase } from "../../../worker/domain/tenants/access.ts";
import type { Instant } from "../../../worker/time/instants.ts";
import { anchorsFrom, catalogOf, keysFrom } from "../../keys.ts";
import { nodePasswords } from "../../passwords.ts";
import type { SamplePast } from "../../runtime/sample-past.ts";
import type { WorkerVars } from "../../runtime/vars.ts";
import type { Stage } from "../acting.ts";
import { tellPast } from "./past.ts";

export interface Pasts {
  readonly vars: WorkerVars;
  /** What the folder has noted of it. */
  readonly noted: SamplePast;
  note(past: SamplePast): void;
  say(line: string): void;
  /** Whether everything stops. */
  isOver(): boolean;
}

/** For each step half as long again, so that whoever looks at a county meanwhile isn't kept waiting. */
const rest = 0.5;

/** Tells what the folder has noted as untold, one county after the other; answers whether all is told. */
export async function tellPasts({ vars, noted, note, say, isOver }: Pasts): Promise<boolean> {
  const { matters, until } = noted;
  let told = noted.told;
  for (const { slug, name } of demoCounties) {
    if (told[slug] === "all") continue;
    const so = (steps: number | "all") => {
      told = { ...told, [slug]: steps };
      note({ ...noted, told });
    };
    let began = performance.now();
    const after = async (steps: number) => {
      await pause(rest * (performance.now() - began));
      if (steps % 10 === 0) so(steps);
      began = performance.now();
      return !isOver();
    };
    const stage = await stageOf(vars, slug, until as Instant);
    const past = { slug, matters, until: until as Instant };
    if (!(await tellPast({ past, stage, told: told[slug] ?? 0, after }))) return false;
    so("all");
    say(`${name}：前三个月的 ${matters} 件事项已补齐。`);
  }
  return true;
}

async function stageOf(vars: WorkerVars, slug: string, today: Instant): Promise<Stage> {
  const keys = await keysFrom(vars);
  const catalog = catalogOf(vars);
  const { found } = await catalog.read({
    found: catalog.orm.select().from(tenants).where(eq(tenants.slug, slug)),
  });
  const [tenant] = found;
  if (!tenant) throw new Error(`no county ${slug}`);
  const db = await tenantDatabase(keys, tenant);
  return { db, slug, secrets: keys.secrets, passwords: nodePasswords, anchors: anchorsFrom(vars), today };
}

import type { Database } from "../../../db/client.ts";
import { sealAudit } from "../../../worker/domain/audit/seal.ts";
import type { Stage } from "../acting.ts";
import { forgetKept } from "./numbers.ts";
import { placeOf } from "./place.ts";
import { type Past, planned } from "./plan.ts";
import { tellerOf, tellStep } from "./telling.ts";
import { whistleStep } from "./whistles.ts";

export interface Telling {
  readonly past: Past;
  readonly stage: Stage;
  /** How many steps were told before. */
  readonly told: number;
  /** After each step, with how many are told; answers false where it shall go on another time. */
  after(told: number): Promise<boolean>;
}

/** Tells a county's quarter, from where it was left; answers whether it came to its end. */
export async function tellPast({ past, stage, told, after }: Telling): Promise<boolean> {
  const place = await placeOf(stage.db);
  const teller = tellerOf(past, stage, place);
  for (const step of planned(past, place.rules).slice(told)) {
    await tellStep(teller, step);
    await whistleStep(teller, step);
    if (!(await after(step.index + 1))) return false;
  }
  await endTelling(stage.db, stage);
  return true;
}

async function endTelling(db: Database, stage: Stage): Promise<void> {
  await forgetKept(db);
  await sealAudit({ ...stage, realm: stage.slug });
}

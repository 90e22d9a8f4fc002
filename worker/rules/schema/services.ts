import * as z from "zod";
import { periodsFor } from "./clock.ts";
import { choice, Key, keyed, Name, Sources } from "./terms.ts";
import { serviceRests } from "./words.ts";

/** A level of handling may count its limit by a service's hours; nothing else does. */
const steps = ["matter.clock.step"] as const;

/** Something that is done on other days or at other hours than offices are open: repairs at any hour, a weekend counter. */
const Service = z.strictObject({
  key: Key.meta({ acts: steps }),
  name: Name.meta({ description: "如：供水抢修", acts: ["resident.home"] }),
  rests: choice(serviceRests).meta({ title: "休息日", acts: steps }),
  periods: periodsFor(steps, { of: "服务", from: "开始", to: "结束" })
    .optional()
    .meta({ description: "每天相同，不填为全天24小时" }),
  source: Sources.optional(),
});
export type Service = z.infer<typeof Service>;

/** Services whose hours are not those of offices. */
export const ServiceHours = z.strictObject({
  services: keyed(Service, 20).default([]).meta({ title: "服务" }),
  source: Sources.optional(),
});
export type ServiceHours = z.infer<typeof ServiceHours>;

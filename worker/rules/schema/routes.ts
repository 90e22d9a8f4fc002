import * as z from "zod";
import { distinct, Key, keyed, keyOf, Name, Sources } from "./terms.ts";
import { collectionNames } from "./words.ts";

const reports = { acts: ["matter.report"] as const };

/** Where matters of some categories or sources start, if not at the lowest level. */
const Route = z
  .strictObject({
    key: Key.meta(reports),
    name: Name.meta({ description: "如：燃气、电梯直达县级", ...reports }),
    categories: distinct(keyOf("category"), 60)
      .min(1)
      .optional()
      .meta({ title: collectionNames.category, description: "包含其下各级，不填为不限", ...reports }),
    sources: distinct(keyOf("source"), 30)
      .min(1)
      .optional()
      .meta({ title: collectionNames.source, description: "不填为不限", ...reports }),
    level: keyOf("handlingLevel").meta({
      title: "从哪一级开始办理",
      description: "当地没有这一级的，由再上一级办理",
      ...reports,
    }),
    lead: keyOf("unitKind")
      .optional()
      .meta({
        title: "直接派给哪类单位主办",
        description: "上报时就派单；登记在当地各级的这类单位正好有一个时才派，不填不派",
        ...reports,
      }),
    assisting: distinct(keyOf("unitKind"), 10)
      .min(1)
      .optional()
      .meta({ title: "由哪类单位协办", description: "也须正好有一个", ...reports }),
    assistingLevels: distinct(keyOf("level"), 5)
      .min(1)
      .optional()
      .meta({ title: "由当地哪一级协办", description: "须低于开始办理的一级，如：街道", ...reports }),
    source: Sources.optional(),
  })
  .refine(({ categories, sources }) => categories || sources, "类别和来源至少填一项")
  .refine(({ lead, assisting, assistingLevels }) => lead || !(assisting || assistingLevels), {
    path: ["lead"],
    message: "有协办的，须填由哪类单位主办",
  });
export type Route = z.infer<typeof Route>;

export const Routes = keyed(Route, 20).optional().meta({
  title: "直达层级",
  description:
    "不设则都从最低一级开始。符合几条的按最具体的一条：类别和来源都写明的优先，其次写明类别的（下级类别优先），再次写明来源的；同样具体的，排在前面的优先",
});

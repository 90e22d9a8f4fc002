import * as z from "zod";
import { Cadence } from "./meetings.ts";
import { Members } from "./organisation.ts";
import { choice, Duration, distinct, Key, keyed, keyOf, Name, Sources } from "./terms.ts";
import { acceptors, audiences, listKinds } from "./words.ts";

/** What a list is of. Needs, resources and projects are matched; the others are claimed or only kept. */
export const ListKind = choice(listKinds);
export type ListKind = z.infer<typeof ListKind>;

/** Taking an entry on. An entry has one live claim at a time; it counts when fulfilled, not when claimed. */
const Claim = z.strictObject({
  by: distinct(Members, 20).min(1).meta({ title: "由谁认领" }),
  within: Duration.optional().meta({ title: "认领期限", description: "自公布起算，到期无人认领的提交会议" }),
  expiresAfter: Duration.meta({ title: "认领后办理期限", description: "到期没有办成的自动释放，可再认领" }),
  acceptedBy: choice(acceptors).meta({ title: "由谁验收" }),
});

const List = z.strictObject({
  key: Key,
  name: Name,
  kind: ListKind.meta({ title: "类别" }),
  level: keyOf("level").meta({ title: "建在哪一级", description: "该层级每个单元各建各的" }),
  enteredBy: distinct(Members, 20).min(1).meta({ title: "由谁填报" }),
  collection: Cadence.optional().meta({ title: "征集", description: "不设表示随时可填" }),
  claim: Claim.optional().meta({ title: "认领", description: "不设表示只登记、不认领" }),
  maskAsker: z.boolean().default(false).meta({ title: "隐去提出人姓名" }),
  audience: choice(audiences).default("members").meta({ title: "公布范围" }),
  source: Sources.optional(),
});
export type List = z.infer<typeof List>;

/** The lists a county keeps, and how their entries are taken on. */
export const Lists = z.strictObject({
  lists: keyed(List, 30).min(1).meta({ title: "清单" }),
  source: Sources.optional(),
});
export type Lists = z.infer<typeof Lists>;

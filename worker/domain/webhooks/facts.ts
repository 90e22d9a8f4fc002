import * as z from "zod";
import { Invalid } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { line, many } from "../kernel/input.ts";
import { addressFrom, isAllowed } from "./places.ts";
import { type ToldNoun, toldNouns } from "./states.ts";

const names = Object.keys(toldNouns) as [ToldNoun, ...ToldNoun[]];

/** What a webhook says of itself, as people fill it in. */
export const facts = {
  name: line("名称", 30),
  address: line("推送地址", 500),
  nouns: many(z.enum(names, "请选择推送内容"), names.length).meta({ title: "推送内容" }),
};

/** @throws Invalid for a place that isn't allowed, or where nothing is to be told. */
export function checked(
  { address, nouns }: { address: string; nouns: readonly ToldNoun[] },
  { webhooks }: Pick<Context, "webhooks">,
) {
  const url = addressFrom(address);
  if (!url) throw refused("address", "请填写完整的网址，以 https:// 开头，不含用户名、空格和 #");
  if (!isAllowed(url, webhooks))
    throw refused("address", "平台没有允许推送到这个地址。请核对，或请平台运维把它的主机加进允许的名单");
  if (nouns.length === 0) throw refused("nouns", "请至少选择一项推送内容");
  return { address: url.href, nouns: names.filter((name) => nouns.includes(name)) };
}

const refused = (path: string, message: string) => new Invalid([{ path, message }]);

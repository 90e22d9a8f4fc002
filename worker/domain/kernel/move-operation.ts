import * as z from "zod";
import { fieldsOf } from "./input.ts";
import type { Movable, MoveSpec, Table } from "./move.ts";

/** Where it can be sent, if anywhere. */
export function operationOf(
  {
    base,
    resources = base,
    key,
    id,
  }: Pick<Movable<never, never, Table>, "base" | "resources" | "key" | "id">,
  spec: Pick<MoveSpec<never, Table, z.ZodRawShape, never>, "resource" | "label" | "output" | "input">,
) {
  const { resource, label: summary, output, input } = spec;
  if (resource === undefined) return {};
  const sent = fieldsOf(input).some(({ kind }) => kind === "photos") ? { takes: inJson(id, key, input) } : {};
  const operation = { resource: `${resources}/{${key}}/${resource}` as const, summary, ...sent };
  return { operation: output ? { ...operation, output } : operation };
}

/** What JSON can say of an input: all but its photos. */
function inJson(id: z.ZodType<string>, key: string, input: z.ZodRawShape) {
  const photos = fieldsOf(input).flatMap(({ kind, name }) => (kind === "photos" ? [name] : []));
  const others = Object.entries(input).filter(([name]) => !photos.includes(name));
  return z.strictObject({ [key]: id, ...Object.fromEntries(others) });
}

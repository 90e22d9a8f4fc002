import * as z from "zod";
import { asksPhotos, fieldsOf, type NamedField } from "./input.ts";
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
  const photos = fieldsOf(input).filter(asksPhotos);
  const sent = photos.length > 0 ? { photos, takes: inJson(photos, { [key]: id, ...input }) } : {};
  const operation = { resource: `${resources}/{${key}}/${resource}` as const, summary, ...sent };
  return { operation: output ? { ...operation, output } : operation };
}

const inJson = (photos: readonly NamedField[], input: z.ZodRawShape) =>
  z.strictObject(
    Object.fromEntries(Object.entries(input).filter(([each]) => !photos.some(({ name }) => name === each))),
  );

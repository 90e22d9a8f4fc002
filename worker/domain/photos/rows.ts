import { photos } from "../../../db/tenant/schema/photos.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { ShownPhoto } from "../kernel/happenings.ts";
import type { Photo } from "./photo.ts";
import { objectOf } from "./store.ts";

type Belongs = Pick<typeof photos.$inferInsert, "matterId" | "part" | "audience">;

/** For a write batch: photos that were put, and how a timeline shows each. */
export function photoRows(
  belongs: Belongs,
  sent: readonly Photo[],
  given: Given,
): { rows: RowChange[]; shown: ShownPhoto[] } {
  const { actor, now, newId } = given;
  const by = { accountId: actor.accountId, actorName: actor.name, at: now };
  const made = sent.map((photo) => {
    const { type, width, height, sha256, bytes } = photo;
    const file = { object: objectOf(photo, given), type, width, height, bytes: bytes.length, sha256 };
    return { id: newId(), ...belongs, ...file, ...by };
  });
  return {
    rows: made.map((row) => insert(photos, row)),
    shown: made.map(({ id, width, height }) => ({ id, width, height })),
  };
}

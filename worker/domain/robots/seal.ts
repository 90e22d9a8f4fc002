import type { Context } from "../kernel/context.ts";
import type { Place } from "./places.ts";
import type { RobotKind } from "./words.ts";

/** A robot that can be written to. */
export interface OpenRobot {
  readonly kind: RobotKind;
  readonly address: string;
  readonly secret: string | null;
}

type Within = Pick<Context, "secrets" | "realm">;

/** Bound to the county too: a county that was restored under another name writes to nobody's group. */
const contextOf = ({ realm }: Within, scopeId: string) => `robot ${realm} ${scopeId}`;

/** As a robot is kept. */
export async function sealed(ctx: Within, scopeId: string, place: Place, secret: string | undefined) {
  const seal = (text: string) => ctx.secrets.seal(text, contextOf(ctx, scopeId));
  const { kind, masked } = place;
  return {
    kind,
    masked,
    address: await seal(place.address),
    secret: secret === undefined ? null : await seal(secret),
  };
}

/** Null where it was sealed by another installation, for another county, or under a key that is gone. */
export async function opened(
  ctx: Within,
  { id, kind, address, secret }: { id: string; kind: RobotKind; address: string; secret: string | null },
): Promise<OpenRobot | null> {
  const open = (text: string) => ctx.secrets.open(text, contextOf(ctx, id));
  try {
    return { kind, address: await open(address), secret: secret === null ? null : await open(secret) };
  } catch {
    return null;
  }
}

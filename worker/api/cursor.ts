import { Invalid } from "../domain/errors.ts";
import type { Context } from "../domain/kernel/context.ts";

/** Where a list goes on, as programs are given it: a place in the list with a mark that only this installation makes. */
export async function cursorTo(ctx: Context, list: string, place: string | null): Promise<string | null> {
  return place === null ? null : `${toUrl(place)}.${await mark(ctx, list, place)}`;
}

/** @throws Invalid for what no answer of this list has given. */
export async function placeAt(
  ctx: Context,
  list: string,
  cursor: string | undefined,
): Promise<string | null> {
  if (cursor === undefined) return null;
  const [written = ""] = cursor.split(".");
  const place = fromUrl(written);
  if (place !== null && cursor === (await cursorTo(ctx, list, place))) return place;
  throw new Invalid([{ path: "before", message: "before 须为上一页答复中的 next" }]);
}

const mark = async ({ secrets, realm }: Context, list: string, place: string): Promise<string> =>
  (await secrets.derive("cursor", `${realm} ${list} ${place}`)).slice(0, 16);

/** Places are instants, ids, and names by their pinyin. */
const toUrl = (place: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(place)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function fromUrl(written: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(written.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
      char.charCodeAt(0),
    );
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

import { type Chance, chanceFrom } from "../play/random.ts";

/** Chance by names: whoever asks again draws the same, in whatever order (FNV-1a). */
export function lotOf(...names: readonly (string | number)[]): Chance {
  let hash = 2_166_136_261;
  for (const letter of names.join("\n")) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return chanceFrom(hash);
}

import type { Organisation } from "../schema/rule-set.ts";

/**
 * A grid's unique code from the rule set's pattern, for example `411329001002` and 7 give `411329001002007`.
 * @throws RangeError when the division code isn't 6–12 digits, or the number doesn't fit its digits: codes are
 * never reused, so a full series needs a wider pattern, not a wrap-around.
 */
export function gridCode(pattern: string, divisionCode: string, sequence: number): string {
  if (!/^\d{6,12}$/.test(divisionCode)) throw new RangeError(`not a division code: ${divisionCode}`);
  return pattern
    .replace("{division}", divisionCode)
    .replace(/\{sequence:(\d)\}/, (_, digits: string) => padded(sequence, Number(digits)));
}

function padded(sequence: number, digits: number): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence >= 10 ** digits) {
    throw new RangeError(`grid number ${sequence} does not fit ${digits} digits`);
  }
  return String(sequence).padStart(digits, "0");
}

type Sizing = Organisation["gridKinds"][number]["sizing"];
type Range = NonNullable<Sizing[number]["households"]>;

/**
 * Whether a grid's households and residents lie within one of the bands of its kind, bounds included. What isn't
 * counted yet is not held against it, and 左右 is no bound.
 */
export function fitsSizing(
  sizing: Sizing,
  { households, residents }: { households: number | null; residents: number | null },
): boolean {
  const fits = (band: Sizing[number]) =>
    within(households, band.households) && within(residents, band.residents);
  return sizing.length === 0 || sizing.some(fits);
}

const within = (count: number | null, { min = 0, max = Number.POSITIVE_INFINITY }: Range = {}): boolean =>
  count === null || (count >= min && count <= max);

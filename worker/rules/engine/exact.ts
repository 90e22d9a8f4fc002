/** A number as numerator and denominator in lowest terms: sums and means of these leave no dust, in any order. */
export interface Exact {
  readonly top: bigint;
  /** Above zero. */
  readonly bottom: bigint;
}

export const ZERO: Exact = { top: 0n, bottom: 1n };

/** The decimal a number is written as: 0.1 is one tenth. @throws RangeError for what is not a finite number. */
export function exact(value: number): Exact {
  const written = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!written) throw new RangeError(`not a number: ${value}`);
  const [, whole = "", decimals = "", exponent = "0"] = written;
  const shift = decimals.length - Number(exponent);
  const digits = BigInt(whole + decimals);
  return shift < 0 ? lowest(digits * 10n ** BigInt(-shift), 1n) : lowest(digits, 10n ** BigInt(shift));
}

export function plus(one: Exact, other: Exact): Exact {
  return lowest(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);
}

export function minus(one: Exact, other: Exact): Exact {
  return plus(one, { top: -other.top, bottom: other.bottom });
}

export function times(one: Exact, other: Exact): Exact {
  return lowest(one.top * other.top, one.bottom * other.bottom);
}

/** @throws RangeError unless the divisor is above zero. */
export function over(one: Exact, divisor: Exact): Exact {
  if (divisor.top <= 0n) throw new RangeError("the divisor must be above zero");
  return lowest(one.top * divisor.bottom, one.bottom * divisor.top);
}

export function sum(values: readonly Exact[]): Exact {
  return values.reduce(plus, ZERO);
}

/** Something not below zero, rounded half up to so many decimals: `66.67`. */
export function rounded(value: Exact, decimals: number): string {
  const digits = String(inUnits(value, decimals)).padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The nearest number with twelve decimals, for amounts from 0 to 9000: there a double tells as many apart. */
export function toNumber(value: Exact): number {
  return Number(inUnits(value, 12)) / 1e12;
}

/** Times ten to the power `decimals`, rounded half up. */
function inUnits({ top, bottom }: Exact, decimals: number): bigint {
  return (2n * top * 10n ** BigInt(decimals) + bottom) / (2n * bottom);
}

function lowest(top: bigint, bottom: bigint): Exact {
  let [divisor, rest] = [bottom, top < 0n ? -top : top];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return { top: top / divisor, bottom: bottom / divisor };
}

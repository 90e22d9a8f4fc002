/** Who has how many requests under way. */
export interface Callers {
  /** False when this address has as many as it may; otherwise it counts until `leave`. */
  enter(address: string): boolean;
  leave(address: string): void;
}

export function callers(mostAtOnce: number): Callers {
  const underWay = new Map<string, number>();
  return {
    enter: (address) => {
      const count = underWay.get(householdOf(address)) ?? 0;
      if (count >= mostAtOnce) return false;
      underWay.set(householdOf(address), count + 1);
      return true;
    },
    leave: (address) => {
      const household = householdOf(address);
      const left = (underWay.get(household) ?? 1) - 1;
      if (left > 0) underWay.set(household, left);
      else underWay.delete(household);
    },
  };
}

/** With IPv6 one household has all addresses that begin alike (RFC 6177: at least a /64). */
export function householdOf(address: string): string {
  if (!address.includes(":")) return address;
  const [before = "", after = ""] = address.split("::");
  const left = before.split(":").filter(Boolean);
  const right = after.split(":").filter(Boolean);
  const zeros = address.includes("::") ? Array(Math.max(0, 8 - left.length - right.length)).fill("0") : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}

/** The network an address belongs to, coarse enough not to single out a person: IPv4 /24, IPv6 /48. */
export function networkFrom(address: string): string {
  if (!address.includes(":")) return upTo24(address);
  const groups = groupsOf(address);
  if (!groups) return "unknown";
  const mapped = mappedIn(groups);
  return mapped ? upTo24(mapped) : groups.slice(0, 3).join(":");
}

function upTo24(address: string): string {
  return address.split(".").slice(0, 3).join(".") || "unknown";
}

/** The eight groups of an IPv6 address, however it is written; a zone (`%eth0`) is no part of it. */
function groupsOf(address: string): string[] | undefined {
  const written = `http://[${address.split("%", 1)[0]}]`;
  if (!URL.canParse(written)) return undefined;
  const [head = "", tail] = new URL(written).hostname.slice(1, -1).split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const left = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(left).fill("0"), ...after];
}

/** `::ffff:1.2.3.4` and `::ffff:102:304` are how a dual-stack socket writes 1.2.3.4 (RFC 4291, 2.5.5.2). */
function mappedIn(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 5).some((group) => group !== "0") || groups[5] !== "ffff") return undefined;
  const bytes = groups.slice(6).flatMap((group) => {
    const both = Number.parseInt(group, 16);
    return [both >> 8, both & 255];
  });
  return bytes.join(".");
}

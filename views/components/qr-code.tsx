import encodeQR from "qr";

/** Around it nothing may stand within four modules (ISO/IEC 18004). */
const quietZone = 4;

/**
 * An address to be scanned, `label` for whoever doesn't see it: black on white in the dark, too, since old phones read no other.
 * It stays readable with a seventh of it covered, as on paper that was folded.
 */
export function QrCode({ address, label }: { address: string; label: string }) {
  const rows = encodeQR(address, "raw", { ecc: "medium", border: quietZone });
  const size = rows.length;
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width="176"
      height="176"
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={rows.map(drawn).join("")} fill="#000" />
    </svg>
  );
}

/** A row of modules: each run of dark ones is a rectangle. */
function drawn(row: readonly boolean[], y: number): string {
  const begins = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
  return begins
    .map((x) => {
      const end = row.indexOf(false, x);
      const wide = (end < 0 ? row.length : end) - x;
      return `M${x} ${y}h${wide}v1h-${wide}z`;
    })
    .join("");
}

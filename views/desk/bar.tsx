/** How wide a bar is drawn, in units of its own. */
const wide = 200;

interface Part {
  of: "late" | "running" | "done";
  n: number;
}

/**
 * A bar of parts after each other, its length by what is `most`; below it a thin one of what it is compared with. A
 * picture of the figures that stand beside it, and so not read out.
 */
export function Bar(props: { parts: readonly Part[]; most: number; beside?: number }) {
  const { parts, most, beside } = props;
  const length = (n: number) => Math.round((Math.max(0, n) / most) * wide * 10) / 10;
  const starts = parts.map((_, index) => length(parts.slice(0, index).reduce((sum, { n }) => sum + n, 0)));
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${wide} 16`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path class="bar-line" d={`M0 15.5H${wide}`} />
      {parts.map(({ of, n }, index) => (
        <rect
          class={`bar-${of}`}
          x={starts[index]}
          y="2"
          width={length(n)}
          height={beside === undefined ? 12 : 7}
        />
      ))}
      {beside !== undefined && <rect class="bar-beside" x="0" y="10" width={length(beside)} height="4" />}
    </svg>
  );
}

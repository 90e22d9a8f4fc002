import type { Html } from "../html.ts";

// One stroke each, on a square of 24, drawn for this product.
const drawn = {
  today: <path d="M4 12l5 5L20 6" />,
  matter: <path d="M6 3h9l4 4v14H6zM9 11h7M9 15h5" />,
  meeting: <path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" />,
  task: <path d="M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1" />,
  assignment: <path d="M4 5h8v6H4zM14 13h6v6h-6zM12 8h5v5M7 11v5h7" />,
  whistle: <path d="M4 9h16v4h-6a5 5 0 1 1-10 0zM9 5v-2M13 5l1-2" />,
  report: <path d="M4 20h16M7 20v-6M12 20V8M17 20v-9" />,
  checklist: <path d="M4 6l2 2 3-4M4 16l2 2 3-4M12 7h8M12 17h8" />,
  county: <path d="M6 21V4h13l-3 4 3 4H6" />,
  org: <path d="M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4" />,
  unit: <path d="M4 21V9l8-6 8 6v12zM9 21v-7h6v7" />,
  people: <path d="M12 4a4 4 0 1 0 .01 0zM4 21c0-4 3-7 8-7s8 3 8 7" />,
  rules: <path d="M12 4v16M6 20h12M4 8h16M4 8l-2 6h5L5 8M20 8l-3 6h5z" />,
  webhook: <path d="M4 12h10M10 7l5 5-5 5M15 4h5v16h-5" />,
  record: <path d="M12 3a9 9 0 1 0 .01 0zM12 7v5l4 2" />,
  account: <path d="M4 4h16v16H4zM12 8a2.5 2.5 0 1 0 .01 0zM7 18c0-3 2-4 5-4s5 1 5 4" />,
  status: <path d="M3 13h4l3-8 4 15 3-7h4" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  search: <path d="M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5L21 21" />,
  down: <path d="M6 9l6 6 6-6" />,
  away: <path d="M6 6l12 12M18 6L6 18" />,
} as const satisfies Record<string, Html>;

export type IconName = keyof typeof drawn;

export const iconNames = Object.keys(drawn) as IconName[];

/** A small picture beside a word that says the same: never alone, and never read out. */
export function Icon(props: { of: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      {drawn[props.of]}
    </svg>
  );
}

/** In which order a list runs: what is due first, or last; the newest, or the first by time or name, first. */
export const orders = {
  urgent: "最急的在前",
  latest: "最晚到期的在前",
  newest: "新的在前",
  first: "依次",
} as const;
export type Order = keyof typeof orders;

/** How much is due by when: each is a filter, with its count. */
export const dues = { overdue: "已超期", today: "今天到期", week: "7天内到期" } as const;
export type DueBucket = keyof typeof dues;

/** How many days are looked back at, today among them. */
export const spans = { 1: "今天", 7: "最近7天", 30: "最近30天" } as const;

/** What the figures on a desk are of; the last three say what waits for somebody. */
export const figureLabels = {
  ...dues,
  approval: "待我验收",
  acceptance: "待受理",
  review: "待验收",
} as const;
export type FigureKey = keyof typeof figureLabels;

/** How many records a page may show; the first where nothing else is asked. */
export const sizes = [20, 50, 100] as const;

/** What is asked of a list as its address says it, after the `?`: what isn't asked is left out. */
export function addressOf(asked: AnyAsked): string {
  const said = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === "" || value === false
      ? []
      : [[name, value === true ? "1" : String(value)]],
  );
  return new URLSearchParams(said).toString();
}

/** What any list may be asked, each by its word. */
export type AnyAsked = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where each noun's list is. */
export const listPaths = {
  matter: "/matters",
  meeting: "/meetings",
  resolution: "/resolutions",
  whistle: "/whistles",
  assignment: "/assignments",
  filing: "/filings",
  post: "/people",
  unit: "/units",
  org: "/org",
  audit: "/audit",
  rules: "/rules/versions",
  invitation: "/people/invitations",
} as const;

/** Whether words are looked for. */
export const isSearch = ({ search }: { search?: string | undefined }): boolean =>
  search !== undefined && search !== "";

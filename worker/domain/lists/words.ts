/** In which order a list runs: what is due first; the newest, or the first by time or name, first. */
export const orders = { urgent: "最急的在前", newest: "新的在前", first: "依次" } as const;
export type Order = keyof typeof orders;

/** How much is due by when: each is a filter, with its count. */
export const dues = { overdue: "已超期", today: "今天到期", week: "7天内到期" } as const;
export type DueBucket = keyof typeof dues;

/** How many records a page may show; the first where nothing else is asked. */
export const sizes = [20, 50, 100] as const;

/** What lists are made of. A post is a role that somebody holds. */
export const listedNouns = [
  "matter",
  "meeting",
  "resolution",
  "whistle",
  "assignment",
  "filing",
  "post",
  "unit",
  "org",
  "invitation",
] as const;

/** What people keep views of: lists, and what is read by indexes of its own. */
export const viewedNouns = [...listedNouns, "audit", "rules"] as const;

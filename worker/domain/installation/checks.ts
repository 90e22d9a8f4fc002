/** What is looked at to say whether an installation works. */
export const checks = ["writes", "servers", "jobs", "deadJobs", "counties", "disk"] as const;
export type Check = (typeof checks)[number];

/** How many matters each sample county has had until when, and how far it is told: how many steps, by county. */
export interface SamplePast {
  readonly matters: number;
  readonly until: string;
  readonly told: Readonly<Record<string, number | "all">>;
}

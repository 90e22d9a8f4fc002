/**
 * Sample counties: what the demo builder turns into a living tenant through the domain's own commands.
 *
 * Two kinds of fact are kept apart. Divisions (names and codes down to the community) are public; see
 * `divisions.ts` for their source. Everything else (grids, households, people, unit registrations,
 * matters, meetings) is made up, and says so: `sample: true`, or 「示例」 in the name people read.
 */

/** Days before the day of making (0 = that day, negative = days to come) and the hour in Asia/Shanghai. */
export type When = { readonly daysAgo: number; readonly hour: number };

export type OrgNode = {
  /** Unique in the county; units, people and meetings refer to it. */
  readonly key: string;
  /** A level key of the county's preset. */
  readonly level: string;
  readonly name: string;
  /** 12-digit statistical division code; for a grid 15 digits: the community's code and a sequence. */
  readonly code: string;
  readonly parent: string | null;
  /** True where the node itself is made up (a grid), or where a code had to be. */
  readonly sample: boolean;
  /** True where the node is real and only where it stands under `parent` is made up. */
  readonly sampleParent?: true;
  /** `kind` is a grid kind of the preset. */
  readonly grid?: { readonly kind: string; readonly households: number; readonly residents: number };
};

export type DemoUnitKind = "department" | "localUnit" | "newOrganisation" | "property";

/** A member unit: a kind of organisation every county has, under a name that ends in （示例）. */
export type DemoUnit = {
  readonly key: string;
  readonly name: string;
  /** What people call it in a sentence, e.g. 县住建局. */
  readonly shortName: string;
  readonly kind: DemoUnitKind;
  /** A unit kind of the preset; a department it does not name is a registered unit (双报到单位). */
  readonly unitKind: string;
  /** The org unit it registers with. */
  readonly seat: string;
};

export type DemoRole =
  | "county_admin"
  | "street_officer"
  | "community_officer"
  | "grid_worker"
  | "unit_liaison"
  | "meeting_secretary"
  | "inspector";

export type DemoPerson = {
  readonly key: string;
  /** Always 示例· and a duty, never something that could be a person's name. */
  readonly name: string;
  readonly role: DemoRole;
  readonly scope: { readonly org: string } | { readonly unit: string };
  /** The post as people say it, e.g. 网格长. */
  readonly post: string;
};

export type DemoSource = "resident" | "patrol" | "visit" | "hotline";

/** What happened to a matter after it was reported, oldest first; `by` is a person's key. */
export type MatterStep =
  | { readonly kind: "accepted"; readonly when: When; readonly by: string }
  | { readonly kind: "declined"; readonly when: When; readonly by: string; readonly reason: string }
  | { readonly kind: "resolved"; readonly when: When; readonly by: string; readonly result: string }
  | { readonly kind: "evaluated"; readonly when: When; readonly solved: boolean; readonly comment: string };

export type DemoMatter = {
  readonly key: string;
  /** A category key of the preset's intake. */
  readonly category: string;
  /** Key of the grid or community it is about. */
  readonly org: string;
  readonly source: DemoSource;
  /** Where, in the reporter's words. */
  readonly place: string;
  readonly text: string;
  /** Who reported it: 示例· and a description; for a patrol or a visit, the grid worker's own key. */
  readonly reporter: string;
  readonly reported: When;
  readonly steps: readonly MatterStep[];
};

/** `invited`: the meeting has not been closed yet. */
export type Attendance = "invited" | "present" | "proxy" | "late" | "leave" | "absent";

/** How a resolution stands on the day of making. `done`: reported complete, not yet accepted by the office. */
export type Completion = "accepted" | "done" | "inProgress" | "overdue" | "decision";

export type DemoResolution = {
  readonly key: string;
  readonly text: string;
  /** A decision has no units, no due day and no progress; every other completion is a task. */
  readonly completion: Completion;
  readonly lead: string | null;
  readonly assisting: readonly string[];
  /** Day the task is due, same counting as `When.daysAgo`; null for a decision. */
  readonly dueDaysAgo: number | null;
  /** `by` is the key of a unit that reports. The last entry of a `done` or `accepted` task reports it complete. */
  readonly progress: readonly { readonly when: When; readonly by: string; readonly text: string }[];
};

export type DemoMeeting = {
  readonly key: string;
  /** A series key of the preset. */
  readonly series: string;
  /** The org unit that holds it. */
  readonly host: string;
  readonly title: string;
  readonly venue: string;
  /** A rest day can come out of counting days: whoever builds the demo moves a meeting to a working day. */
  readonly when: When;
  /** `held`: closed; `open`: today, resolutions may be logged; `scheduled`: in the days to come. */
  readonly state: "held" | "open" | "scheduled";
  /** Keys of people. */
  readonly chair: string;
  readonly secretary: string;
  readonly attendance: readonly { readonly unit: string; readonly state: Attendance }[];
  readonly agenda: readonly string[];
  readonly resolutions: readonly DemoResolution[];
};

export type DemoCounty = {
  readonly slug: string;
  readonly name: string;
  /** Six digits, as the statistical division code gives it. */
  readonly divisionCode: string;
  /** Slug of the preset it runs on. */
  readonly preset: string;
  readonly org: readonly OrgNode[];
  readonly units: readonly DemoUnit[];
  readonly people: readonly DemoPerson[];
  readonly matters: readonly DemoMatter[];
  readonly meetings: readonly DemoMeeting[];
};

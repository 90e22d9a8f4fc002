import type { RequestLine } from "../../../worker/http/request-log.ts";
import type { LogLine } from "../workerd.ts";
import { counter, type Family, type Labels, only, type Sample } from "./exposition.ts";

/** What is counted of the log since the start. No county, no person: whoever may read it needn't be an operator. */
export interface Tally {
  hear(line: LogLine): void;
  families(): Family[];
}

/** Upper ends of the histogram's buckets, in seconds. */
const ends = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

/** Anybody may make up a method; what is counted must stay bounded. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

interface Timing {
  buckets: number[];
  seconds: number;
  requests: number;
  trips: number;
}

export function newTally(): Tally {
  const [requests, refusals] = [sums(), sums()];
  const timings = new Map<string, Timing>();
  let [errors, failures] = [0, 0];
  const request = ({ method, route, status, ms, trips }: RequestLine) => {
    const known = methods.includes(method) ? method : "other";
    requests.add({ method: known, route: route ?? "", status: String(status) });
    time(timings, route ?? "", ms / 1000, trips);
  };
  return {
    hear: ({ level, text }) => {
      if (level === "error") errors += 1;
      const said = parsed(text);
      if (said === undefined) return;
      if ("job" in said) failures += 1;
      else if (said.kind === "request") request(said);
      else refusals.add({ security: said.security });
    },
    families: () => [
      ...requestFamilies(requests.samples(), timings),
      counter("lianzhi_refusals_total", "lines of the security log", refusals.samples()),
      counter("lianzhi_job_failures_total", "attempts at background work that failed", only(failures)),
      counter("lianzhi_errors_total", "lines of the log at level error", only(errors)),
    ],
  };
}

type Counted = RequestLine | { kind: "security"; security: string } | { job: unknown };

/** Only lines that are counted are read. */
function parsed(text: string): Counted | undefined {
  if (!/^\{"(kind":"(request|security)"|job":)/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sums() {
  const counted = new Map<string, { labels: Labels; value: number }>();
  return {
    add: (labels: Labels) => {
      const key = JSON.stringify(labels);
      const known = counted.get(key) ?? { labels, value: 0 };
      known.value += 1;
      counted.set(key, known);
    },
    samples: (): Sample[] => [...counted.values()],
  };
}

function time(timings: Map<string, Timing>, route: string, seconds: number, trips: number): void {
  const timing = timings.get(route) ?? { buckets: ends.map(() => 0), seconds: 0, requests: 0, trips: 0 };
  for (const [at, end] of ends.entries())
    if (seconds <= end) timing.buckets[at] = (timing.buckets[at] ?? 0) + 1;
  timing.seconds += seconds;
  timing.requests += 1;
  timing.trips += trips;
  timings.set(route, timing);
}

function requestFamilies(requests: readonly Sample[], timings: ReadonlyMap<string, Timing>): Family[] {
  const all = [...timings];
  const durations = all.flatMap(([route, { buckets, seconds, requests: count }]): Sample[] => [
    ...ends.map((end, at) => ({
      suffix: "_bucket",
      labels: { route, le: String(end) },
      value: buckets[at] ?? 0,
    })),
    { suffix: "_bucket", labels: { route, le: "+Inf" }, value: count },
    { suffix: "_sum", labels: { route }, value: seconds },
    { suffix: "_count", labels: { route }, value: count },
  ]);
  const trips = all.map(([route, timing]) => ({ labels: { route }, value: timing.trips }));
  return [
    counter("lianzhi_requests_total", "requests answered; route is empty where none took it", requests),
    {
      name: "lianzhi_request_duration_seconds",
      type: "histogram",
      help: "time until the answer was made",
      samples: durations,
    },
    counter("lianzhi_database_trips_total", "round trips to databases", trips),
  ];
}

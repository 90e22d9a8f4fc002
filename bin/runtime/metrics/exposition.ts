/** Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/), as it is served. */
export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  labels: Labels;
  value: number;
  /** What a histogram's lines have behind the name: `_bucket`, `_sum`, `_count`. */
  suffix?: string;
}

/** All lines of one name. Counters end in `_total`; times are in seconds. */
export interface Family {
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  samples: readonly Sample[];
}

export const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: "gauge",
});

export const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: "counter",
});

/** For a name with one line. */
export const only = (value: number): Sample[] => [{ labels: {}, value }];

/** Families without a line are left out. */
export const exposition = (families: readonly Family[]): string =>
  families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map((each) => lineOf(name, each))]
        .map((line) => `${line}\n`)
        .join(""),
    )
    .join("");

function lineOf(name: string, { labels, value, suffix = "" }: Sample): string {
  const pairs = Object.entries(labels).map(([label, said]) => `${label}="${escaped(said)}"`);
  return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

const escaped = (said: string): string =>
  said.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

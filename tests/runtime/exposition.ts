/** One line of Prometheus' text format. */
export interface Read {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const pair = '[a-zA-Z_]\\w*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const line = new RegExp(`^([a-zA-Z_:][\\w:]*)(?:\\{(${pair}(?:,${pair})*)\\})? (\\S+)$`);

/**
 * Reads Prometheus' text format, version 0.0.4, as strictly as its documentation has it: types before lines, lines of one
 * name together, none twice, counters named so, buckets that add up.
 * @throws Error naming the line
 */
export function readExposition(text: string): Read[] {
  if (!text.endsWith("\n")) throw new Error("the last line doesn't end");
  const types = new Map<string, string>();
  const seen = new Set<string>();
  const read: Read[] = [];
  let current = "";
  for (const said of text.slice(0, -1).split("\n")) {
    const [, mark, named = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(said) ?? [];
    if (mark === "HELP") continue;
    if (mark === "TYPE") {
      if (types.has(named) || !/^(counter|gauge|histogram)$/.test(rest)) throw new Error(said);
      types.set(named, rest);
      current = named;
      continue;
    }
    const [, name = "", labels = "", value = "?"] = line.exec(said) ?? [];
    const base = types.get(current) === "histogram" ? name.replace(/_(bucket|sum|count)$/, "") : name;
    if (!Number.isFinite(Number(value)) || base !== current || seen.has(`${name}{${labels}}`))
      throw new Error(said);
    if (types.get(current) === "counter" && !name.endsWith("_total")) throw new Error(said);
    seen.add(`${name}{${labels}}`);
    read.push({ name, labels: labelsIn(labels), value: Number(value) });
  }
  for (const [name, type] of types) if (type === "histogram") mustAddUp(name, read);
  return read;
}

const labelsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", said = ""]) => [
      name,
      said.replaceAll(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign)),
    ]),
  );

function mustAddUp(name: string, read: readonly Read[]): void {
  const rest = ({ le: _, ...labels }: Record<string, string>) => JSON.stringify(labels);
  for (const count of read.filter((each) => each.name === `${name}_count`)) {
    const buckets = read.filter(
      (each) => each.name === `${name}_bucket` && rest(each.labels) === rest(count.labels),
    );
    const rising = buckets.every(({ value }, at) => value >= (buckets[at - 1]?.value ?? 0));
    const ends = buckets.map(({ labels }) => Number(labels.le?.replace("+Inf", "Infinity")));
    const ordered = ends.every((end, at) => end > (ends[at - 1] ?? Number.NEGATIVE_INFINITY));
    if (
      !rising ||
      !ordered ||
      ends.at(-1) !== Number.POSITIVE_INFINITY ||
      buckets.at(-1)?.value !== count.value
    )
      throw new Error(`${name}${rest(count.labels)} doesn't add up`);
  }
}

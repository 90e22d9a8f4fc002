import type { Facet } from "../components/work.ts";
import { asking, type Told } from "./told.ts";

/** The filters: where, of what kind, in which state, from where. One that has a single answer filters nothing. */
export function facetsOf(told: Told): Facet[] {
  const { page, kinds, sources, states } = told;
  const { facets } = page.counts;
  const named = (
    words: Readonly<Record<string, string>>,
    values: readonly { value: string; n: string | undefined }[],
  ) => values.map((each) => ({ ...each, name: words[each.value] ?? each.value }));
  return [
    ...placesOf(told),
    ...handlersOf(told),
    facetOf(told, "kind", kinds.label, kinds.options),
    facetOf(told, "state", "状态", named(states, facets.state)),
    excludedOf(told),
    ...(sources ? [facetOf(told, "source", sources.label, named(sources.words, facets.source))] : []),
  ].filter(
    ({ name, options, chosen }) => options.length > (singles.includes(name) ? 0 : 1) || chosen !== undefined,
  );
}

/** What says something with one answer, too. */
const singles: readonly string[] = ["within", "handler", "excluded"];

function facetOf(
  told: Told,
  name: "kind" | "state" | "source",
  label: string,
  values: readonly Value[],
): Facet {
  const to = asking(told);
  const said = values.filter(({ value }) => value !== "");
  return choosing({ name, label, chosen: told.page.asked[name], values: said }, (value) =>
    to({ [name]: value }),
  );
}

/** Just what is excluded of what has ended, where anything is. */
function excludedOf(told: Told): Facet {
  const { page, excluded = null } = told;
  const chosen = page.asked.excluded ? "yes" : undefined;
  const values =
    excluded || chosen
      ? [{ value: "yes", n: excluded === null ? undefined : String(excluded), name: "已剔除" }]
      : [];
  return choosing({ name: "excluded", label: "统计", chosen, values }, (value) =>
    asking(told)({ excluded: value === "yes" || undefined }),
  );
}

interface Value {
  readonly value: string;
  readonly n?: string | undefined;
  readonly name: string;
}

/** A filter by the values there are; `to` leads to the list with one of them, or without. */
export function choosing(
  {
    name,
    label,
    chosen,
    values,
  }: { name: string; label: string; chosen: string | undefined; values: readonly Value[] },
  to: (value: string | undefined) => string,
): Facet {
  const options = values.map(({ value, n, name: said }) => ({
    label: said,
    href: to(value),
    current: value === chosen,
    count: n,
  }));
  if (chosen === undefined) return { name, label, options };
  const said = options.find(({ current }) => current)?.label ?? chosen;
  return { name, label, chosen: said, clear: to(undefined), options };
}

/** Where: the units below the one that is looked into, and the way back up. */
function placesOf(told: Told): Facet[] {
  const { page, mine } = told;
  const { here, below, asked } = page;
  const to = asking(told);
  const options = below.map(({ id, name, n }) => ({
    label: name,
    href: to({ within: id }),
    current: false,
    count: page.counts.all === undefined ? undefined : String(n),
  }));
  const inside = asked.within !== undefined && asked.within !== mine?.id;
  if (inside && isHandler(told)) return [];
  if (!inside) return options.length > 0 ? [{ name: "within", label: "所在", options }] : [];
  return [
    {
      name: "within",
      label: "所在",
      chosen: here?.name ?? "其他",
      clear: to({ within: undefined }),
      options,
    },
  ];
}

/** Whether the list is one person's: that is no place of the tree. */
const isHandler = ({ page: { here, asked }, handlers }: Told): boolean =>
  handlers !== undefined && asked.within !== undefined && here === undefined;

/** By whom: those of the unit that is looked into. Their figures are of all they have, so none stands beside a search. */
function handlersOf(told: Told): Facet[] {
  const { handlers, mine, page } = told;
  const { asked, counts } = page;
  if (!handlers) return [];
  const to = asking(told);
  const options = handlers.options.map(({ value, n, name }) => ({
    label: name,
    href: to({ within: value }),
    current: false,
    count: counts.all === undefined ? undefined : n,
  }));
  const facet = { name: "handler", label: handlers.label, options };
  const chosen = isHandler(told) && asked.within !== mine?.id;
  return [chosen ? { ...facet, chosen: handlers.chosen, clear: to({ within: undefined }) } : facet];
}

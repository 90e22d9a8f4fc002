/**
 * One thing wrong with what was typed; `path` is the field's name. An empty path means the form as a whole. `links`, complete
 * addresses: what it is about, such as a unit that is called the same, or what the form made when it was sent before. `warns`:
 * nothing is wrong, but it is hardly meant.
 */
export type Problem = {
  path: string;
  message: string;
  links?: readonly { href: string; text: string }[] | undefined;
  warns?: true | undefined;
};

/** A form as it stands: what was typed, and what is wrong with it. */
export type Attempt = {
  values: Record<string, string | string[] | undefined>;
  problems: readonly Problem[];
  /** The fields whose files were sent and are gone: they must be chosen again. */
  lost?: readonly string[] | undefined;
  /** Of one of several forms on a page, whose fields may be called alike: what their ids have in front. */
  within?: string | undefined;
};

/** A form nobody has filled in yet, or one that starts from a record's values. */
export function attempt(values: Attempt["values"] = {}): Attempt {
  return { values, problems: [] };
}

/** What stands in a field: the text, or the first of several. */
export function typed(at: Attempt, name: string): string {
  const value = at.values[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** All that is chosen in a field which takes several. */
export function chosen(at: Attempt, name: string): readonly string[] {
  const value = at.values[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first thing wrong with a field. */
export function problemAt(at: Attempt, name: string): string | undefined {
  return at.problems.find((problem) => problem.path === name)?.message;
}

/** The id of a field's control, which the summary of problems links to. */
export function fieldId(name: string, within?: string): string {
  return `field-${within === undefined ? "" : `${within}-`}${name.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
}

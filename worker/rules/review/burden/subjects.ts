import { personCode } from "../../document/form-names.ts";
import type { Members, RuleSet } from "../../schema/rule-set.ts";

type Organisation = RuleSet["organisation"];

/** Whom a scheme falls on: what it names, and for posts the levels at which they are held. */
export interface Subjects {
  readonly named: ReadonlySet<string>;
  readonly heldAt: ReadonlySet<string>;
}

export function subjectsOf(members: readonly Members[], { postKinds }: Organisation): Subjects {
  const posts = new Map(postKinds.map(({ key, levels }) => [key, levels]));
  const levels = members.flatMap((one) => (one.of === "post" ? (posts.get(one.key) ?? []) : []));
  return {
    named: new Set(members.map(personCode)),
    heldAt: new Set(levels.map((key) => personCode({ of: "level", key }))),
  };
}

/** Whether two schemes fall on the same people: a subject of both, or a level and a post held at it. */
export function meet(one: Subjects, other: Subjects): boolean {
  return (
    includes(one.named, other.named) || includes(one.named, other.heldAt) || includes(one.heldAt, other.named)
  );
}

const includes = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((code) => other.has(code));

export function subjectName(subject: Members, { levels, postKinds, unitKinds }: Organisation): string {
  if (subject.of === "role") return subject.name;
  const known = { level: levels, post: postKinds, unit: unitKinds }[subject.of];
  return known.find(({ key }) => key === subject.key)?.name ?? subject.key;
}

import { personCode } from "../../document/form-names.ts";
import { namesIn } from "../../document/names.ts";
import { peopleIn } from "../../schema/choices.ts";
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

export function subjectName(subject: Members, organisation: Organisation): string {
  return subject.of === "role" ? subject.name : namesIn({ organisation })(peopleIn[subject.of], subject.key);
}

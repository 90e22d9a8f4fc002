import type * as z from "zod";
import type { Problem } from "../errors.ts";

/** More than anybody mends at once; who sends ten thousand unknown fields isn't told of each. In problems and characters. */
const told = { problems: 100, characters: 200 };
const clipped = (text: string) =>
  text.length > told.characters ? `${text.slice(0, told.characters)}…` : text;

/** What is wrong with an input, once per field, in words for the person. */
export function problemsOf(error: z.ZodError): Problem[] {
  const first = new Map<string, string>();
  for (const { path, message } of error.issues.flatMap(byName)) {
    const name = path.join(".");
    if (first.size < told.problems && !first.has(name)) first.set(name, message);
  }
  return Array.from(first, ([path, message]) => ({ path: clipped(path), message: clipped(message) }));
}

/** What nobody asked for is a problem of its own for each name. */
const byName = (issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string }[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: `没有 ${key} 这一项` }))
    : [issue];

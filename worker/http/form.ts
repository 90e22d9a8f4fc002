import { BadRequest, Conflict, Invalid, type Problem } from "../domain/errors.ts";
import { answers } from "./answers.ts";
import type { C } from "./app-env.ts";

/** In which an act that needs it gets the password again. */
export const proofField = "_password";

/** A form as it was sent: a name that came more than once has a list. `_key` and the proof are kept apart. */
export interface Submitted {
  values: Record<string, string | string[]>;
  key: string | null;
  /** The password, given again for this act. */
  proof: string | null;
  /** Files came along. */
  files: boolean;
}

const keyPattern = /^[0-9A-Za-z_-]{8,100}$/;

/** Reads the form of a request once; later calls answer from memory. */
export async function submitted(c: C): Promise<Submitted> {
  if (c.var.submitted) return c.var.submitted;
  // A map, because a field may be called `__proto__` or come forty thousand times.
  const sent = new Map<string, string | string[]>();
  let files = false;
  for (const [name, value] of await fields(c)) {
    const before = sent.get(name);
    if (typeof value !== "string") files ||= value.size > 0;
    else if (Array.isArray(before)) before.push(value);
    else sent.set(name, before === undefined ? value : [before, value]);
  }
  const { _key, [proofField]: given, ...values } = Object.fromEntries(sent);
  const key = typeof _key === "string" && keyPattern.test(_key) ? _key : null;
  const proof = typeof given === "string" && given !== "" ? given.slice(0, 128) : null;
  const form = { values, key, proof, files };
  c.set("submitted", form);
  return form;
}

async function fields(c: C): Promise<Iterable<[string, string | File]>> {
  if (!c.req.raw.body) return [];
  return c.req.formData().catch(() => {
    throw new BadRequest(400, "表单无法读取");
  });
}

/** How a form stands when it is shown again: what was typed, what is wrong, and who was faster. */
export interface Refused {
  values: Submitted["values"];
  problems: readonly Problem[];
  conflict: Conflict | null;
  status: 409 | 422;
}

/** Does the work of a form. What the person can mend comes back as `Refused`; everything else is thrown on. */
export async function attempting<T>(
  c: C,
  work: (form: Submitted) => Promise<T>,
): Promise<{ done: T } | { refused: Refused }> {
  const form = await submitted(c);
  try {
    return { done: await work(form) };
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
    c.set("refusal", error);
    return { refused: { values: form.values, ...mendable(error) } };
  }
}

function mendable(error: Invalid | Conflict): Omit<Refused, "values"> {
  if (error instanceof Invalid) {
    return { problems: error.problems, conflict: null, status: answers.Invalid(error).status };
  }
  const problems = [{ path: "", message: error.message }];
  return { problems, conflict: error, status: answers.Conflict(error).status };
}

import { BadRequest, Conflict, Invalid, type Problem } from "../domain/errors.ts";
import type { C } from "./app-env.ts";

/** A form as it was sent: a name that came more than once has a list. `_key` is kept apart. */
export interface Submitted {
  values: Record<string, string | string[]>;
  key: string | null;
}

const keyPattern = /^[0-9A-Za-z_-]{8,100}$/;

/** Reads the form of a request once; later calls answer from memory. */
export async function submitted(c: C): Promise<Submitted> {
  if (c.var.submitted) return c.var.submitted;
  // A map, because a field may be called `__proto__` or come forty thousand times.
  const sent = new Map<string, string | string[]>();
  for (const [name, value] of await fields(c)) {
    const before = sent.get(name);
    if (Array.isArray(before)) before.push(value);
    else sent.set(name, before === undefined ? value : [before, value]);
  }
  const { _key, ...values } = Object.fromEntries(sent);
  const key = typeof _key === "string" && keyPattern.test(_key) ? _key : null;
  const form = { values, key };
  c.set("submitted", form);
  return form;
}

async function fields(c: C): Promise<[string, string][]> {
  if (!c.req.raw.body) return [];
  const form = await c.req.formData().catch(() => {
    throw new BadRequest(400, "表单无法读取");
  });
  return [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );
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
    const { values } = form;
    if (error instanceof Invalid)
      return { refused: { values, problems: error.problems, conflict: null, status: 422 } };
    if (error instanceof Conflict) {
      const problems = [{ path: "", message: error.message }];
      return { refused: { values, problems, conflict: error, status: 409 } };
    }
    throw error;
  }
}

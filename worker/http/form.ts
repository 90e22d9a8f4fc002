import { BadRequest, Conflict, Invalid, type Problem, TooLarge } from "../domain/errors.ts";
import { pageOfMade } from "../domain/nouns.ts";
import { answers } from "./answers.ts";
import { type C, largerHere, typeOf } from "./app-env.ts";
import { endedInFile } from "./begun.ts";
import { formMustBeUtf8 } from "./charset.ts";
import { ordinary } from "./most.ts";

/** In which an act that needs it gets the password again. */
export const proofField = "_password";

/** A form as it was sent: a name that came more than once has a list. `_key`, `_own` and the proof are kept apart. */
export interface Submitted {
  values: Record<string, string | string[]>;
  key: string | null;
  /** Whose it is: what its key ends in, or its mark alone. */
  mark: string | null;
  /** The password, given again for this act. */
  proof: string | null;
  /** What came along as files, those fields left out in which none was chosen. */
  files: readonly SentFile[];
}

export interface SentFile {
  /** The field's. */
  readonly name: string;
  readonly file: File;
}

const markedKey = /^[0-9a-f-]{36}-([0-9A-Za-z]{24})(?:_|$)/;
/** A key with its mark, and which of a page's forms it is for, its record's id among that; in characters. */
export const mostOfKey = 160;
const keyPattern = /^[0-9A-Za-z_-]{8,}$/;
const isKey = (sent: unknown): sent is string =>
  typeof sent === "string" && sent.length <= mostOfKey && keyPattern.test(sent);

type Parts = Pick<Submitted, "values" | "files">;

/** All that a form has: its texts and its files. */
export const sentParts = async (c: C): Promise<Parts> => partsOf(await fields(c));

function partsOf(fields: Iterable<[string, string | File]>): Parts {
  // A map, because a field may be called `__proto__`.
  const sent = new Map<string, string | string[]>();
  const files: SentFile[] = [];
  for (const [name, value] of fields) {
    const before = sent.get(name);
    if (typeof value !== "string") {
      if (value.size > 0 || value.name !== "") files.push({ name, file: value });
    } else if (Array.isArray(before)) before.push(value);
    else sent.set(name, before === undefined ? value : [before, value]);
  }
  return { values: Object.fromEntries(sent), files };
}

/** Reads the form of a request once; later calls answer from memory. */
export async function submitted(c: C): Promise<Submitted> {
  if (c.var.submitted) return c.var.submitted;
  const form = formFrom(await sentParts(c));
  c.set("submitted", form);
  return form;
}

/**
 * What was sent, as far as it can be told where it is refused: of a form larger than others, of which only the beginning was
 * read, what was typed before its files.
 */
export async function typedSoFar(c: C): Promise<Submitted | undefined> {
  const { intake } = c.var;
  if (!intake) return submitted(c).catch(() => undefined);
  const type = c.req.header("content-type") ?? "";
  const begun = endedInFile(intake.parts, type);
  if (!begun || fieldsIn(begun, typeOf(c)) > ordinary.fields) return undefined;
  const form = new Response(begun, { headers: { "content-type": type } }).formData();
  return form.then((fields) => formFrom(partsOf(fields))).catch(() => undefined);
}

function formFrom({ values: sent, files }: Parts): Submitted {
  const { _key, _own, [proofField]: given, ...values } = sent;
  const key = isKey(_key) ? _key : null;
  const mark = typeof _own === "string" ? _own : (markedKey.exec(key ?? "")?.[1] ?? null);
  const proof = typeof given === "string" && given !== "" ? given.slice(0, 128) : null;
  return { values, key, mark, proof, files };
}

async function fields(c: C): Promise<Iterable<[string, string | File]>> {
  const { body, intake, signedIn } = c.var;
  if (intake) throw new TooLarge(ordinary.bytes);
  if (!body) return [];
  const most = ((signedIn && largerHere(c)) ?? ordinary).fields;
  if (fieldsIn(body, typeOf(c)) > most) throw new TooLarge(most, "fields");
  const form = await c.req.formData().catch(() => {
    throw new BadRequest(400, "表单无法读取");
  });
  formMustBeUtf8(body, form);
  return form;
}

/**
 * How many fields a form has at most, counted before any is made: what separates them in one encoding, what each part
 * must say in the other.
 */
function fieldsIn(body: Uint8Array, type: string): number {
  const [mark, wide] = type.startsWith("multipart/") ? [/content-disposition/gi, 19] : [/&/g, 1];
  let fields = 1;
  for (let start = 0; start < body.length; start += pieceOfBody) {
    // One that begins at a piece's end is read with it.
    const piece = body.subarray(start, start + pieceOfBody + wide - 1);
    fields += new TextDecoder("latin1").decode(piece).match(mark)?.length ?? 0;
  }
  return fields;
}

/** In bytes: photos as one text would be as large again. */
const pieceOfBody = 64 * 1024;

/** How a form stands when it is shown again: what was typed, what is wrong, and who was faster. */
export interface Refused {
  values: Submitted["values"];
  problems: readonly Problem[];
  conflict: Conflict | null;
  status: 409 | 422;
  /** The fields in which files were chosen: browsers don't let a page fill them in again. */
  lost: readonly string[];
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
    if (error instanceof Invalid && error.spent) return { refused: sentBefore(c, form, error) };
    return { refused: { ...mendable(c, error), values: form.values, lost: fieldsWithFiles(form) } };
  }
}

/** Sent once more with other words: that is another form from now on, and what the first one made is not far. */
function sentBefore(c: C, form: Submitted, error: Invalid): Refused {
  c.set("submitted", { ...form, key: null });
  const page = error.spent && pageOfMade(error.spent.action, error.spent.result);
  const links = page === undefined ? [] : [{ href: c.var.base + page, text: "查看上次提交的" }];
  const problems = error.problems.map((problem) => ({
    ...problem,
    message: `${problem.message}。要另外提交一份，请再按一次`,
    links,
  }));
  const { status } = answers.Invalid(error);
  return { values: form.values, problems, conflict: null, status, lost: fieldsWithFiles(form) };
}

export const fieldsWithFiles = ({ files }: Pick<Submitted, "files">): string[] => [
  ...new Set(files.map(({ name }) => name)),
];

function mendable(c: C, error: Invalid | Conflict): Omit<Refused, "values" | "lost"> {
  const linked = ({ links = [], ...problem }: Problem) => ({
    ...problem,
    links: links.map(({ href, text }) => ({ href: c.var.base + href, text })),
  });
  if (error instanceof Invalid) {
    return { problems: error.problems.map(linked), conflict: null, status: answers.Invalid(error).status };
  }
  const { message, current } = error;
  const problem = { path: "", message, ...(current.links ? { links: current.links } : {}) };
  return { problems: [linked(problem)], conflict: error, status: answers.Conflict(error).status };
}

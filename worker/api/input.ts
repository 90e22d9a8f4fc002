import { Invalid, PreconditionFailed } from "../domain/errors.ts";
import type { NamedField } from "../domain/kernel/input.ts";
import type { C } from "../http/app-env.ts";
import { utf8 } from "../http/charset.ts";
import { sentParts } from "../http/form.ts";
import { photosIn } from "../http/sent-photos.ts";
import { revisionsIn } from "./revisions.ts";

/** Body or query string together with the path's parameters; the path goes first. A body is JSON, or a form with photos in these fields. */
export async function inputOf(c: C, photos?: readonly NamedField[]): Promise<Record<string, unknown>> {
  const { slug, ...others } = c.req.param() as Record<string, string>;
  const params = c.var.tenant ? others : { ...others, ...(slug ? { slug } : {}) };
  const asked = askedOf(c);
  if (c.req.method === "GET" || c.req.method === "HEAD") return { ...asked, ...params };
  const [unknown] = Object.keys(asked);
  if (unknown !== undefined)
    throw new Invalid([{ path: unknown, message: `网址中没有 ${unknown} 这个参数` }]);
  return { ...(photos ? await formOf(c, photos) : await bodyOf(c)), ...params };
}

/** @throws Invalid where a name comes twice: which of the two counts would be a guess. */
function askedOf(c: C): Record<string, string> {
  const asked = Object.entries(c.req.queries());
  const [twice] = asked.find(([, values]) => values.length > 1) ?? [];
  if (twice !== undefined) throw new Invalid([{ path: twice, message: `${twice} 只能出现一次` }]);
  return Object.fromEntries(asked.map(([name, [value = ""]]) => [name, value]));
}

async function bodyOf(c: C): Promise<object> {
  const text = utf8(await c.req.arrayBuffer());
  if (text === "") return {};
  const body = await Promise.resolve(text)
    .then(JSON.parse)
    .catch(() => undefined);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new Invalid([{ path: "", message: "请求正文须为一个 JSON 对象" }]);
}

/** A form's texts and photos. A file where none is asked for, or a text where photos are, is refused by its name. */
async function formOf(c: C, photos: readonly NamedField[]): Promise<object> {
  const { values, files } = await sentParts(c);
  const read = await photosIn(photos, files);
  const isRead = (name: string) => Object.hasOwn(read, name);
  const texts = Object.entries(values).filter(([name, value]) => value !== "" || !isRead(name));
  const strays = files.filter(({ name }) => !isRead(name)).map(({ name, file }) => [name, file]);
  return { ...read, ...Object.fromEntries(texts), ...Object.fromEntries(strays) };
}

/** Keeps the revisions that a write is made for, for the command to compare. Where nothing has one, none can match. */
export function keepPreconditions(c: C, conditional: boolean): void {
  const revisions = revisionsIn(c.req.header("if-match"));
  if (revisions === undefined) return;
  if (!conditional) throw new PreconditionFailed();
  c.set("ctx", { ...c.var.ctx, revisions });
}

import { stack } from "./stack.ts";

export interface Visit {
  /** The worker's clock for this request (MODE=test only), an instant such as 2026-11-21T09:00:00.000Z. */
  now?: string;
  headers?: Record<string, string>;
}

/** Somebody with a browser's manners and no JavaScript: keeps cookies, names its origin, follows no redirect by itself. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  /** The worker's clock for all following requests. */
  now: string | undefined;
  get(path: string, visit?: Visit): Promise<Response>;
  /** Sends a form as a browser without JavaScript does; a `FormData` goes out as multipart. */
  post(path: string, fields?: Fields | FormData, visit?: Visit): Promise<Response>;
  /** The same form sent by htmx: fragments come back instead of pages. */
  htmx(method: string, path: string, fields?: Fields, visit?: Visit): Promise<Response>;
  json(method: string, path: string, body?: unknown, visit?: Visit): Promise<Response>;
  /** Goes where the answer's Location points. */
  follow(answer: Response): Promise<Response>;
}

/** A list sends the same name several times, as checkboxes do. */
export type Fields = Record<string, string | readonly string[]>;

export function newVisitor(url: string = stack.url): Visitor {
  const cookies = new Map<string, string>();
  const send = async (
    method: string,
    path: string,
    body?: BodyInit,
    visit: Visit = {},
  ): Promise<Response> => {
    const headers = new Headers({ accept: "text/html", ...visit.headers });
    if (cookies.size > 0)
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const now = visit.now ?? visitor.now;
    if (now) headers.set("x-test-now", now);
    if (method !== "GET" && !headers.has("origin")) headers.set("origin", url);
    const answer = await fetch(new URL(path, url), {
      method,
      headers,
      redirect: "manual",
      ...(body && { body }),
    });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  const visitor: Visitor = {
    cookies,
    now: undefined,
    get: (path, visit) => send("GET", path, undefined, visit),
    post: (path, fields = {}, visit) =>
      send("POST", path, fields instanceof FormData ? fields : formOf(fields), visit),
    htmx: (method, path, fields, visit) =>
      send(method, path, fields && formOf(fields), {
        ...visit,
        headers: { "hx-request": "true", ...visit?.headers },
      }),
    json: (method, path, body, visit) =>
      send(method, path, body === undefined ? undefined : JSON.stringify(body), {
        ...visit,
        headers: { accept: "application/json", "content-type": "application/json", ...visit?.headers },
      }),
    follow: (answer) => {
      const location = answer.headers.get("location");
      if (!location) throw new Error(`expected a redirect, got ${answer.status}`);
      return send("GET", location);
    },
  };
  return visitor;
}

function formOf(fields: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])),
  );
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const [name = "", ...value] = pair.split("=");
  const gone = attributes.some((attribute) => /^\s*max-age=(0|-\d+)\s*$/i.test(attribute));
  if (gone) cookies.delete(name.trim());
  else cookies.set(name.trim(), value.join("="));
}

/**
 * A moment at which the worker's directory knows a county, however long the test takes: for requests whose trips are
 * counted.
 */
export async function knownMoment({ base }: { base: string }): Promise<string> {
  const now = new Date().toISOString();
  await newVisitor().get(`${base}/receipts`, { now });
  return now;
}

export interface Cost {
  /** Database round trips. */
  trips: number;
  rowsRead: number;
  rowsWritten: number;
}

/** What an answer cost the databases, as its Server-Timing header (METER=on) says. */
export function costOf(answer: Response): Cost {
  const said = answer.headers.get("server-timing") ?? "";
  const [, trips, read, written] = /trips=(\d+) read=(\d+) written=(\d+)/.exec(said) ?? [];
  if (trips === undefined) throw new Error(`no cost in Server-Timing: "${said}"`);
  return { trips: Number(trips), rowsRead: Number(read), rowsWritten: Number(written) };
}

import { newVisitor } from "../support/visitor.ts";
import { type Answer, type Contract, contract } from "./contract.ts";

/** A program that speaks to the API alone: JSON, or a form with files, a bearer token, no cookies. */
export interface Client {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object, key?: string): Promise<T>;
  put<T>(path: string, body: object, key?: string): Promise<T>;
  delete(path: string): Promise<void>;
  /** Any request, refused or not, with its whole answer. */
  send(method: string, path: string, body?: object, key?: string): Promise<Answer & { headers: Headers }>;
  /** The same program with a token from here on. */
  signIn(base: string, credentials: { username: string; password: string }): Promise<Client>;
}

/** Every answer is held against the API's own document, and every body that was taken. */
export async function newClient(token: string | null = null): Promise<Client> {
  return clientWith(await contract(), token);
}

function clientWith(stated: Contract, token: string | null): Client {
  const send: Client["send"] = async (method, path, body, key) => {
    const headers = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { "idempotency-key": key } : {}),
    };
    const answer =
      body instanceof FormData
        ? await newVisitor().post(path, body, { headers })
        : await newVisitor().json(method, path, body, { headers });
    const type = answer.headers.get("content-type") ?? "";
    const heard = {
      status: answer.status,
      type,
      // A file is no JSON: its bytes, as the document says nothing of them.
      body: /json/.test(type) ? await answer.json() : await answer.text(),
      headers: answer.headers,
    };
    const taken = answer.ok && method !== "GET";
    const complaints = [
      ...(taken ? stated.complaintsAboutBody(method, path, body) : []),
      ...stated.complaintsAboutAnswer(method, path, heard),
    ];
    if (complaints.length > 0) throw new Error(`${method} ${path}: ${complaints.join("; ")}`);
    return heard;
  };
  const taken = async <T>(...request: Parameters<Client["send"]>): Promise<T> => {
    const { status, body } = await send(...request);
    if (status >= 300) throw new Error(`${request[0]} ${request[1]}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  };
  return {
    send,
    get: (path) => taken("GET", path),
    post: (path, body, key) => taken("POST", path, body, key),
    put: (path, body, key) => taken("PUT", path, body, key),
    delete: (path) => taken("DELETE", path),
    signIn: async (base, { username, password }) => {
      const opened = await taken<{ token: string }>("POST", `${base}/sessions`, { username, password });
      return clientWith(stated, opened.token);
    },
  };
}

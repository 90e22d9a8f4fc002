import type { Hono } from "hono";
import { createApp } from "../../worker/app.ts";
import { isPublic, type Right } from "../../worker/domain/kernel/rights.ts";
import type { AppEnv } from "../../worker/http/app-env.ts";

/** One address of the product, as the application itself knows it. */
export interface Route {
  /** `POST /t/:slug/matters`: how tables name it. */
  name: string;
  method: string;
  path: string;
  /** The action of its policy mark. */
  action: string;
  isPublic: boolean;
  realm: "county" | "platform";
  isApi: boolean;
}

/** What a parameter must look like, as addresses may say: `:number{[0-9]{1,9}}`. Tables name it `:number`. */
const patterns = /(?<=:\w+)\{(?:[^{}]|\{[^{}]*\})*\}/g;

/** Handlers in the order in which they run, for each address; `app.use` is left out. */
export function handlersByAddress(app: Hono<AppEnv>): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue;
    const name = `${method} ${path.replace(patterns, "")}`;
    found.set(name, [...(found.get(name) ?? []), handler]);
  }
  return found;
}

/** The policy marks among an address's handlers. */
export const marksOf = (handlers: readonly unknown[]): Right[] =>
  handlers.flatMap((handler) => (isMarked(handler) ? [handler.right] : []));

const isMarked = (handler: unknown): handler is { right: Right } =>
  typeof handler === "function" && "right" in handler;

/** Every address of the product. A new one is in here by itself. */
export const routes: readonly Route[] = [...handlersByAddress(createApp())].map(([name, handlers]) => {
  const [method = "", path = ""] = name.split(" ");
  const [right] = marksOf(handlers);
  if (right === undefined) throw new Error(`${name} has no policy mark`);
  const realm = path.startsWith("/t/:slug") ? "county" : "platform";
  const isApi = /^(\/t\/:slug)?\/api\//.test(path);
  return { name, method, path, action: right.action, isPublic: isPublic(right), realm, isApi };
});

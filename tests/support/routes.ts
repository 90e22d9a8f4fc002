import type { Hono } from "hono";
import { createApp } from "../../worker/app.ts";
import { type Action, isPublic } from "../../worker/domain/kernel/policy.ts";
import type { AppEnv } from "../../worker/http/app-env.ts";

/** One address of the product, as the application itself knows it. */
export interface Route {
  /** `POST /t/:slug/matters`: how tables name it. */
  name: string;
  method: string;
  path: string;
  /** The action of its policy mark. */
  action: Action;
  isPublic: boolean;
  place: "county" | "platform";
  isApi: boolean;
}

/** What a parameter must look like, as addresses may say: `:version{[0-9]{1,9}}`. Tables name it `:version`. */
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
export const marksOf = (handlers: readonly unknown[]): Action[] =>
  handlers.flatMap((handler) => (isMarked(handler) ? [handler.action] : []));

const isMarked = (handler: unknown): handler is { action: Action } =>
  typeof handler === "function" && "action" in handler;

/** Every address of the product. A new one is in here by itself. */
export const routes: readonly Route[] = [...handlersByAddress(createApp())].map(([name, handlers]) => {
  const [method = "", path = ""] = name.split(" ");
  const [action] = marksOf(handlers);
  if (action === undefined) throw new Error(`${name} has no policy mark`);
  const place = path.startsWith("/t/:slug") ? "county" : "platform";
  const isApi = /^(\/t\/:slug)?\/api\//.test(path);
  return { name, method, path, action, isPublic: isPublic(action), place, isApi };
});

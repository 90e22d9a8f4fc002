import { openDatabase } from "../db/client.ts";
import { createApp } from "./app.ts";
import type { Env, JobMessage } from "./env.ts";
import { passwordsIn } from "./http/passwords.ts";
import { momentOf } from "./http/request.ts";
import { handleJobs, planJobs } from "./jobs/jobs.ts";
import { instant, toMs } from "./time/instants.ts";
import { type World, worldFrom } from "./world.ts";

/** Made once per isolate: the settings don't change while it lives. */
let world: Promise<World> | undefined;
const worldOf = (env: Env): Promise<World> => {
  world ??= worldFrom(env, passwordsIn(env)).catch((error: unknown) => {
    world = undefined;
    throw error;
  });
  return world;
};
const app = createApp();

export default {
  async fetch(request, env, ctx) {
    const world = await worldOf(env);
    const { mapped, unmapped } = await mappedTenant(request, world).then(
      (mapped) => ({ mapped, unmapped: undefined }),
      (unmapped: unknown) => ({ mapped: null, unmapped }),
    );
    const rewritten = mapped === null ? request : underTenant(request, mapped);
    return app.fetch(rewritten, { ...env, world, mapped, unmapped }, ctx);
  },
  async scheduled({ scheduledTime }, env) {
    await planJobs(await worldOf(env), env.JOBS, instant(scheduledTime));
  },
  async queue(batch, env) {
    await handleJobs(await worldOf(env), batch);
  },
} satisfies ExportedHandler<Env, JobMessage>;

/** The county whose own hostname was called, if it is one. */
async function mappedTenant(request: Request, world: World): Promise<string | null> {
  const { publicUrl, catalog, directory } = world;
  const { host } = new URL(request.url);
  const own = (request.headers.get("host") ?? host).toLowerCase().replace(/\.(?=:|$)/, "");
  if (publicUrl && own === new URL(publicUrl).host) return null;
  if (/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(own)) return null;
  const tenant = await directory.byHost(openDatabase(catalog), own, toMs(momentOf(world, request.headers)));
  return tenant?.slug ?? null;
}

/** On its own hostname a county is at the root; inside it is at `/t/<slug>` like all others. */
function underTenant(request: Request, slug: string): Request {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/static/")) return request;
  url.pathname = `/t/${slug}${url.pathname === "/" ? "" : url.pathname}`;
  return new Request(url, request);
}

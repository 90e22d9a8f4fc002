import { createApp } from "./app.ts";
import type { Env, JobMessage } from "./env.ts";
import { countyCalled, ofTheHost } from "./http/host.ts";
import { passwordsIn } from "./http/passwords.ts";
import { handleJobs, planJobs } from "./jobs/jobs.ts";
import { instant } from "./time/instants.ts";
import { type World, worldFrom } from "./world.ts";

/** Made once per isolate: the settings don't change while it lives. Never a promise: it would belong to one request. */
let world: World | undefined;
async function worldOf(env: Env): Promise<World> {
  if (world) return world;
  const made = await worldFrom(env, passwordsIn(env));
  world ??= made;
  return world;
}
const app = createApp();

export default {
  async fetch(request, env, ctx) {
    const world = await worldOf(env);
    const { mapped, unmapped } = await countyCalled(request, world).then(
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

/** On its own hostname a county is at the root; inside it is at `/t/<slug>` like all others. */
function underTenant(request: Request, slug: string): Request {
  const url = new URL(request.url);
  if (ofTheHost.test(url.pathname)) return request;
  url.pathname = `/t/${slug}${url.pathname === "/" ? "" : url.pathname}`;
  return new Request(url, request);
}

import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type * as Miniflare from "miniflare";
import { Lane } from "../../db/lane.ts";
import type { PasswordQuestion } from "../../worker/env.ts";

/** Half of the machine at most, so that whoever signs in doesn't stand in the way of whoever reads. */
const atOnce = Math.max(1, Math.floor(availableParallelism() / 2));

type Answers = Pick<typeof Miniflare, "Response">;

/** Answers `PasswordQuestion`s of the worker, on threads of their own that go behind all others. */
export function passwordService({ Response }: Answers) {
  const lane = new Lane(atOnce);
  const idle: Worker[] = [];
  return async (request: Pick<Request, "json">) => {
    const question = (await request.json()) as PasswordQuestion;
    const busy = () => new Error("too many at once");
    try {
      return Response.json(await lane.take(() => answerTo(question, idle), busy));
    } catch {
      return new Response(null, { status: 503 });
    }
  };
}

/** A thread that fails is gone, and the next question begins another. */
async function answerTo(question: PasswordQuestion, idle: Worker[]): Promise<boolean | string> {
  const thread = idle.pop() ?? new Worker(join(import.meta.dirname, "password-thread.ts"));
  thread.ref();
  const answered = once(thread, "message");
  thread.postMessage(question);
  const [answer] = await answered;
  thread.unref();
  idle.push(thread);
  return answer;
}

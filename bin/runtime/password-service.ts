import { availableParallelism } from "node:os";
import type * as Miniflare from "miniflare";
import { Lane } from "../../db/lane.ts";
import type { PasswordQuestion } from "../../worker/env.ts";
import { nodePasswords, passwordsAt } from "../passwords.ts";

/** Half of the machine at most, so that whoever signs in doesn't stand in the way of whoever reads. */
const atOnce = Math.max(1, Math.floor(availableParallelism() / 2));

type Answers = Pick<typeof Miniflare, "Response">;

/** Answers `PasswordQuestion`s of the worker on a thread of its own. */
export function passwordService({ Response }: Answers) {
  const lane = new Lane(atOnce);
  return async (request: Pick<Request, "json">) => {
    const question = (await request.json()) as PasswordQuestion;
    const busy = () => new Error("too many at once");
    try {
      return Response.json(await lane.take(() => answerTo(question), busy));
    } catch {
      return new Response(null, { status: 503 });
    }
  };
}

const answerTo = (question: PasswordQuestion): Promise<boolean | string> =>
  "hash" in question
    ? nodePasswords.verify(question.hash, question.password)
    : passwordsAt(question.cost).hash(question.password);

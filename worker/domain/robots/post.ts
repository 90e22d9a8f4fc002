import type { Answer } from "./answer.ts";

/** How long a platform may take, in milliseconds, and how much of its answer is read, in bytes. */
const most = { time: 5_000, answer: 16_384 };

/** Sends a message; null when nobody answered in time. Follows nowhere. */
export async function post(address: string, body: object): Promise<Answer | null> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(most.time),
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: parsed(await beginningOf(answer)) };
  } catch {
    // What the runtime says of it may hold the address.
    return null;
  }
}

/** The whole answer, or null where it is longer than any platform's. */
async function beginningOf({ body }: Response): Promise<string | null> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most.answer) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

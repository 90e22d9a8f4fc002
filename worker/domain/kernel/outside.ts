/** What somebody outside answered: the beginning of it, and whether that is all. */
export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly isWhole: boolean;
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long it may take, in milliseconds, and how much of the answer is read, in bytes. */
  readonly most: { readonly time: number; readonly answer: number };
}

/** Sends to an address outside; null when nobody answered in time. Follows nowhere. */
export async function postOutside(address: string, { headers, body, most }: Sent): Promise<Heard | null> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(most.time),
      headers,
      body,
    });
    return { status: answer.status, ...(await beginningOf(answer, most.answer)) };
  } catch {
    // What the runtime says of it may hold the address.
    return null;
  }
}

async function beginningOf({ body }: Response, most: number): Promise<Omit<Heard, "status">> {
  if (!body) return { text: "", isWhole: true };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), isWhole: true };
    bytes += value.length;
    if (bytes > most) {
      await reader.cancel();
      return { text: text + decoder.decode(value.subarray(0, most), { stream: true }), isWhole: false };
    }
    text += decoder.decode(value, { stream: true });
  }
}

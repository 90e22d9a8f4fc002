import { postOutside } from "../kernel/outside.ts";
import type { Answer } from "./answer.ts";

const most = { time: 5_000, answer: 16_384 };
const headers = { "content-type": "application/json; charset=utf-8" };

/** Sends a message; null when nobody answered in time. */
export async function post(address: string, body: object): Promise<Answer | null> {
  const heard = await postOutside(address, { headers, body: JSON.stringify(body), most });
  return heard && { status: heard.status, body: heard.isWhole ? parsed(heard.text) : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

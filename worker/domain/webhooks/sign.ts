/** What is sent, as it is signed: `timestamp` in seconds. */
export interface Signed {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

const encode = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** The header fields of Standard Webhooks (https://www.standardwebhooks.com): a signature for each secret. */
export async function signedHeaders(
  secrets: readonly string[],
  { id, timestamp, body }: Signed,
): Promise<Record<string, string>> {
  const content = encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(secrets.map((secret) => mac(secret, content)));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.map((signature) => `v1,${signature}`).join(" "),
  };
}

/** HMAC-SHA-256 in base64, under the bytes that follow `whsec_`. */
async function mac(secret: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", key, content);
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
}

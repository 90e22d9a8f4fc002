import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { onTestFinished } from "vitest";

export const secretKey = "of-the-object-store";

/**
 * As much of S3 as backups use, in memory: path-style addresses, ListObjectsV2 in pages of two, and every signature checked
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export async function objectStore() {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    const url = new URL(incoming.url ?? "", "http://store");
    const key = decodeURIComponent(url.pathname.replace(/^\/bucket\/?/, ""));
    const answer = (status: number, said: string | Buffer = "") => outgoing.writeHead(status).end(said);
    if (!isSigned(incoming, url, body)) return answer(403, "<Code>SignatureDoesNotMatch</Code>");
    if (incoming.method === "PUT") {
      if (!incoming.headers["content-length"]) return answer(411, "<Code>MissingContentLength</Code>");
      objects.set(key, body);
      return answer(200);
    }
    if (incoming.method === "DELETE") return answer(objects.delete(key) ? 204 : 404);
    if (url.searchParams.has("list-type")) return answer(200, listing([...objects.keys()], url.searchParams));
    const found = objects.get(key);
    return found ? answer(200, found) : answer(404, "<Code>NoSuchKey</Code>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { objects, endpoint: `http://127.0.0.1:${(server.address() as { port: number }).port}/bucket` };
}

function listing(keys: string[], asked: URLSearchParams): string {
  const after = asked.get("continuation-token") ?? "";
  const wanted = keys.filter((key) => key.startsWith(asked.get("prefix") ?? "") && key > after).sort();
  const [page, last] = [wanted.slice(0, 2), wanted[1]];
  const more = wanted.length > 2 ? `<NextContinuationToken>${last}</NextContinuationToken>` : "";
  return `<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}${more}</ListBucketResult>`;
}

function isSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, scope = "", signed = "", signature] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(headers.authorization ?? "") ??
    [];
  const [date = "", region = "", service = "", end = ""] = scope.split("/");
  const payload = String(headers["x-amz-content-sha256"]);
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== createHash("sha256").update(body).digest("hex"))
    return false;
  const query = [...url.searchParams].map((pair) => pair.map(encodeURIComponent).join("=")).sort();
  const named = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url.pathname, query.join("&"), named.join(""), signed, payload].join("\n");
  const text = [
    "AWS4-HMAC-SHA256",
    headers["x-amz-date"],
    scope,
    createHash("sha256").update(canonical).digest("hex"),
  ];
  const mac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
  const key = [region, service, end].reduce<Buffer>(mac, mac(`AWS4${secretKey}`, date));
  return mac(key, text.join("\n")).toString("hex") === signature;
}

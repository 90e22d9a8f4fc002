import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A connection to a database that can be cut at a chosen round trip. */
export interface Wire {
  url: string;
  /** Round trips seen so far. */
  readonly trips: number;
}

export interface Cut {
  /** The round trip that is lost, from 1, and all after it. */
  at: number;
  /** `before`: it never arrives. `after`: it is carried out, but nobody hears of it. */
  when: "before" | "after";
}

/** Passes everything on to `target` until the cut. Ends with the test. */
export async function wireTo(target: string, cut?: Cut): Promise<Wire> {
  const state = { trips: 0 };
  const server = createServer((incoming, outgoing) => {
    const trip = (incoming.url ?? "").endsWith("/pipeline") ? ++state.trips : 0;
    const lost = cut !== undefined && trip >= cut.at;
    if (lost && (cut.when === "before" || trip > cut.at)) return void incoming.socket.destroy();
    pass(incoming, outgoing, target, lost);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get trips() {
      return state.trips;
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string, unheard: boolean): void {
  const { method, headers } = incoming;
  const onward = request(`${target}${incoming.url}`, { method, headers }, (answer) => {
    if (unheard) {
      answer.resume();
      answer.on("end", () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => incoming.socket.destroy());
  incoming.pipe(onward);
}

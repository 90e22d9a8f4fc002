import type { ToldNoun } from "./states.ts";

/** What the trigger on `events` writes for a webhook: where the record stood then comes along. */
export interface Told {
  readonly webhook: string;
  /** The event's id, which the message goes by. */
  readonly event: string;
  /** `matter.accepted`. */
  readonly type: string;
  readonly at: string;
  readonly noun: ToldNoun | "webhook";
  readonly record: string;
  readonly stands: { readonly state: string; readonly revision: number } | null;
}

/** What a webhook is sent: nothing of whom or what it is about. `base`: the county's own address, where that is known. */
export const messageOf = (
  { event, type, at, noun, record, stands }: Omit<Told, "webhook">,
  { realm, base }: { realm: string; base: string | null },
): string =>
  JSON.stringify({
    version: 1,
    id: event,
    type,
    timestamp: at,
    tenant: realm,
    data: {
      kind: noun,
      id: record,
      state: stands?.state ?? null,
      revision: stands?.revision ?? null,
      url: base === null ? null : `${base}/api/v1/${noun}s/${record}`,
    },
  });

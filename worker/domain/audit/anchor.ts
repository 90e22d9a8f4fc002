import { and, eq, isNull } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import type { Database } from "../../../db/client.ts";
import type { Sealer } from "../kernel/secrets.ts";
import { genesis } from "./chain.ts";

/** The newest sealed row of a log, kept where whoever writes the log's database doesn't reach. */
export interface Anchor {
  readonly seq: number;
  /** That row's seal. */
  readonly hash: string;
  /** From this row on every seal is keyed; those before are older than the key. */
  readonly from: number;
}

/** Of a log in which nothing is sealed yet. */
export const beginning: Anchor = { seq: 0, hash: genesis, from: 1 };

const signedText = ({ seq, hash, from }: Anchor): string => JSON.stringify(["anchor", seq, hash, from]);

/** As it is kept: `<seq>:<hash>:<from>:<key>.<HMAC>`. */
export async function signed(sealer: Sealer, anchor: Anchor): Promise<string> {
  const { seq, hash, from } = anchor;
  return `${seq}:${hash}:${from}:${sealer.id}.${await sealer.mac(signedText(anchor))}`;
}

/** What a kept text says; null where none of the keys signed it. */
export async function anchorIn(text: string, sealers: readonly Sealer[]): Promise<Anchor | null> {
  const [seq, hash = "", from, signature = ""] = text.split(":");
  const anchor = { seq: Number(seq), hash, from: Number(from) };
  const sealer = sealers.find(({ id }) => signature.startsWith(`${id}.`));
  return sealer && text === (await signed(sealer, anchor)) ? anchor : null;
}

/**
 * As anchors were kept before there was a key, `<seq>:<hash>`. They followed the seals in a job, so plain ones behind them
 * are as they should be: no row says yet where keyed seals begin.
 */
export function unsignedAnchorIn(text: string): Anchor | null {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq && hash ? { seq: Number(seq), hash, from: Number.POSITIVE_INFINITY } : null;
}

/** Where the anchor of one log is kept. */
export interface AnchorPlace {
  /** Whether a log without an anchor may get its first one here; otherwise it was given one when it began. */
  readonly begins: boolean;
  read(): Promise<string | null>;
  /** Puts `to` in place of what was read; false where somebody else was faster. */
  move(from: string | null, to: string): Promise<boolean>;
}

/** Where the logs' anchors are, by realm: a county's in the catalog, the catalog's own in the files. */
export type Anchors = (realm: string) => AnchorPlace;

export const anchorInCatalog = ({ orm, read }: Database, slug: string): AnchorPlace => ({
  begins: false,
  read: async () => {
    const { rows } = await read({
      rows: orm.select({ text: tenants.auditHead }).from(tenants).where(eq(tenants.slug, slug)),
    });
    return rows[0]?.text ?? null;
  },
  move: async (from, to) => {
    const unmoved = from === null ? isNull(tenants.auditHead) : eq(tenants.auditHead, from);
    const move = orm
      .update(tenants)
      .set({ auditHead: to })
      .where(and(eq(tenants.slug, slug), unmoved))
      .returning({ slug: tenants.slug });
    return (await read({ move })).move.length === 1;
  },
});

export type Files = Pick<R2Bucket, "get" | "put">;

/** The object that keeps the anchors of a log: one a line, the newest last. */
export const anchorObject = (realm: string): string => `audit/${realm}`;

/** How many anchors an object keeps. */
const kept = 50;

export const anchorInFiles = (files: Files, realm: string): AnchorPlace => {
  const lines = async () => {
    const object = await files.get(anchorObject(realm));
    return { etag: object?.etag, texts: object ? (await object.text()).split("\n") : [] };
  };
  return {
    begins: true,
    read: async () => (await lines()).texts.at(-1) ?? null,
    move: async (from, to) => {
      const { etag, texts } = await lines();
      if ((texts.at(-1) ?? null) !== from) return false;
      const onlyIf = etag === undefined ? { etagDoesNotMatch: "*" } : { etagMatches: etag };
      const text = [...texts, to].slice(-kept).join("\n");
      return (await files.put(anchorObject(realm), text, { onlyIf })) !== null;
    },
  };
};

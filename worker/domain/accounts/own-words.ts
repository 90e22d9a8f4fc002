import { type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { grants } from "../../../db/kernel/schema.ts";
import { county } from "../../../db/tenant/schema/county.ts";
import { pinyinOf } from "../../text/pinyin.ts";

/** What a person and their place are called: the first that somebody who knows them would try. */
export interface Called {
  username: string;
  /** Of the person, the county, the units they have a post in. */
  names: readonly (string | null)[];
  /** The county's, as it stands in its address. */
  slug: string;
}

/** For a read batch: what the county is called, or the platform, whose database has no such table. */
export const placeCalled = (orm: Builder, realm: string) =>
  realm === "platform"
    ? orm.select({ name: sql<string>`'联治平台'` }).from(sql`(select 1)`)
    : orm.select({ name: county.name }).from(county);

/** For a read batch: the units an account has had a post in. */
export const postsOf = (orm: Builder, accountId: string | SQL) =>
  orm.select({ name: grants.scopeName }).from(grants).where(sql`${grants.accountId} = ${accountId}`);

/** The names among what was read. */
export const namesIn = (...read: readonly (readonly { name: string | null }[])[]): (string | null)[] =>
  read.flat().map(({ name }) => name);

/** The words in which all this may stand in a password: as written, and in pinyin. */
export const ownWords = ({ username, names, slug }: Called): string[] => [
  username,
  slug,
  ...names.flatMap((name) => (name ? wordsOf(name) : [])),
];

/** Longer names than this are of no use in a password. */
const mostParts = 20;

function wordsOf(name: string): string[] {
  const plain = name.normalize("NFKC").toLowerCase();
  const parts = (plain.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []).slice(0, mostParts);
  const read = parts.map((part) => pinyinOf(part).join(""));
  const [first = "", ...rest] = read;
  const initials = read.map(([letter]) => letter).join("");
  // 张小明 also stands as xiaomingzhang and, before a birthday, as zxm.
  return [...runsOf(parts), ...runsOf(read), rest.join("") + first, ...(read.length > 2 ? [initials] : [])];
}

/** Parts that stand together, two or more; one alone where it is a word. */
const runsOf = (parts: readonly string[]): string[] =>
  parts.flatMap((part, start) => [
    ...(part.length > 2 && !/\p{Script=Han}/u.test(part) && parts.length === 1 ? [part] : []),
    ...parts.slice(start + 1).map((_, more) => parts.slice(start, start + more + 2).join("")),
  ]);

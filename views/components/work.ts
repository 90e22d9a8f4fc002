import type { Instant } from "../../worker/time/instants.ts";
import type { Child } from "../html.ts";
import type { Frame } from "../layout/frame.ts";

export interface Choice {
  label: string;
  href: string;
  current: boolean;
  /** 46, or "1000+" where counting stopped; left out where nothing is counted. */
  count?: string | undefined;
  /** Speaks before all others: what is overdue, when there is any. */
  tone?: "late" | undefined;
}

/** A filter: its options are plain links; `clear` is where the list without it stands, when one is chosen. */
export interface Facet {
  name: string;
  label: string;
  chosen?: string | undefined;
  clear?: string | undefined;
  options: readonly Choice[];
  /** What else can be filled in there. */
  form?: Child | undefined;
}

/** When a row's thing is due, in words: 超期8天, 今天18:00, 还剩3天; null where nothing is due. */
export type TimeLeft = { text: string; tone: "late" | "soon" | "calm" } | null;

export interface WorkRow {
  /** Unique on the page. */
  id: string;
  /** Where it opens. */
  href?: string | undefined;
  /** An excerpt or a name, one or two lines. */
  title: Child;
  /** Category, source, number: small, joined by dots. */
  meta: readonly Child[];
  /** One for each of `columns`. */
  cells: readonly Child[];
  timeLeft?: TimeLeft | undefined;
  /** Its state, where it says something. */
  mark?: Child | undefined;
  /** What can be done on the row at once. */
  action?: Child | undefined;
  /** It has just been added. */
  fresh?: boolean | undefined;
}

export interface WorkListProps {
  frame: Frame;
  /** The list's on the page; what is chosen swaps it. */
  id: string;
  /** What it lists: 事项. */
  called: string;
  /** The moment it stands for, told on paper. */
  at?: Instant | undefined;
  /** What people choose most, in one row. */
  buckets: readonly Choice[];
  facets: readonly Facet[];
  search?:
    | {
        action: string;
        value: string;
        placeholder: string;
        kept: readonly (readonly [string, string])[];
        clear: string;
      }
    | undefined;
  sorts: readonly Choice[];
  sizes: readonly Choice[];
  /** Those between the title and what time is left. */
  columns: readonly { label: string; numeric?: boolean; whole?: boolean }[];
  rows: readonly WorkRow[];
  /** Whether the last column, 还剩, is there. */
  hasTimeLeft: boolean;
  previous?: string | undefined;
  next?: string | undefined;
  /** "46 件", "1000+ 件" */
  counted?: string | undefined;
  /** Shown instead of rows. */
  empty: Child;
  exports?: { xlsx: string; csv: string } | undefined;
  /** Views that were kept, and the form that keeps this one. */
  saved?: { views: readonly Choice[]; form: Child } | undefined;
  /** A form around the rows; those chosen are its `selected`. */
  batch?: { action: string; hidden: Child; acts: readonly Child[] } | undefined;
  /** Where a search that was stopped goes on. */
  more?: string | undefined;
}

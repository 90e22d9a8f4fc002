import { type AnyAsked, addressOf, sizes } from "../../worker/domain/lists/words.ts";
import type { WorkListProps } from "../components/work.ts";
import { link } from "../layout/frame.ts";
import { savedOf } from "./saved.tsx";
import { asking, type Turned } from "./told.ts";

/** The search, the pages before and after, how long a page is, the files, and what was kept. */
export function turning<A extends AnyAsked>(told: Turned<A>) {
  const { frame, called, page, exported } = told;
  const to = asking<AnyAsked>(told);
  const { asked, previous, next, unfinished } = page;
  const onward = next === null ? undefined : to({ after: next });
  return {
    frame,
    called,
    search: searchOf(told),
    sizes: sizes.map((size) => ({
      label: String(size),
      href: to({ size: size === sizes[0] ? undefined : size }),
      current: size === (asked.size ?? sizes[0]),
    })),
    previous: previous === null ? undefined : to({ before: previous }),
    next: unfinished ? undefined : onward,
    more: unfinished ? onward : undefined,
    exports: exported
      ? {
          xlsx: asking<AnyAsked>(told, ".xlsx")({ size: undefined }),
          csv: asking<AnyAsked>(told, ".csv")({ size: undefined }),
        }
      : undefined,
    saved: savedOf(told),
  } satisfies Partial<WorkListProps>;
}

function searchOf(told: Turned): NonNullable<WorkListProps["search"]> {
  const { frame, path, page, placeholder } = told;
  const { search = "", after: _after, before: _before, order: _order, ...kept } = page.asked;
  return {
    action: link(frame, path),
    value: String(search),
    placeholder,
    kept: [...new URLSearchParams(addressOf(kept))],
    clear: asking<AnyAsked>(told)({ search: undefined }),
  };
}

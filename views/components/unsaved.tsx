import type { Child } from "../html.ts";
import { type Attempt, chosen } from "./attempt.ts";
import { DescriptionList } from "./list.tsx";

/** What was typed into a form that the page no longer offers, to read and copy: nobody types it twice. */
export function Unsaved(props: { attempt: Attempt; labels: Readonly<Record<string, string>> }) {
  const { lost = [] } = props.attempt;
  const items = Object.entries(props.labels).flatMap(([name, term]): { term: string; detail: Child }[] => {
    if (lost.includes(name)) return [{ term, detail: "没有保存，要用时请重新选择" }];
    const value = chosen(props.attempt, name).filter(Boolean).join("\n");
    return value === "" ? [] : [{ term, detail: <span class="as-typed">{value}</span> }];
  });
  if (items.length === 0) return null;
  return (
    <section class="card">
      <h2>您填写的内容没有保存</h2>
      <DescriptionList items={items} />
    </section>
  );
}

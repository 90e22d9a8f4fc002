import { Letterhead } from "./letterhead.tsx";
import type { WorkListProps } from "./work.ts";
import { WorkBar } from "./work-bar.tsx";
import { WorkFoot } from "./work-foot.tsx";
import { WorkTable } from "./work-table.tsx";

export type { Choice, Facet, TimeLeft, WorkListProps, WorkRow } from "./work.ts";

/**
 * A list to work with: what is chosen stands in the address, each choice is a link, the search a form. With htmx they
 * swap the list and the focus stays where it was; `app.js` adds the keys.
 */
export function WorkList(props: WorkListProps) {
  const { id, batch, rows } = props;
  return (
    <section class="work" id={id} aria-label={props.called}>
      <Letterhead frame={props.frame} title={props.called} lines={confined(props)} at={props.at} />
      <WorkBar {...props} />
      {rows.length === 0 ? (
        <div class="work-empty">{props.empty}</div>
      ) : batch ? (
        <form method="post" action={batch.action} class="work-batch">
          {batch.hidden}
          <WorkTable {...props} />
          <div class="work-acts">
            <span class="meta" data-chosen aria-live="polite" />
            {batch.acts}
          </div>
        </form>
      ) : (
        <WorkTable {...props} />
      )}
      <WorkFoot {...props} />
    </section>
  );
}

/** What the list is confined to, in words. */
function confined({ buckets, facets, search, sorts, counted }: WorkListProps): string[] {
  const chosen = [
    ...buckets.filter(({ current }) => current).map(({ label }) => label),
    ...facets.flatMap(({ label, chosen }) => (chosen ? [`${label}：${chosen}`] : [])),
    ...(search?.value ? [`搜索：${search.value}`] : []),
    ...sorts.filter(({ current }) => current).map(({ label }) => label),
    ...(counted ? [`共 ${counted}`] : []),
  ];
  return chosen.length > 0 ? [chosen.join("；")] : [];
}

/**
 * The rest of a list. Without JavaScript it goes to the next page; with htmx it takes the next page's entries
 * out of the list with the same id and puts them in its own place. `columns` makes it a table row.
 */
export function More(props: { href: string; list: string; columns?: number | undefined; label?: string }) {
  const anchor = (
    <a
      class="button"
      href={props.href}
      hx-get={props.href}
      hx-target="closest .more"
      hx-swap="outerHTML"
      hx-select={`#${props.list} > *`}
    >
      {props.label ?? "更多"}
    </a>
  );
  if (props.columns === undefined) return <li class="more">{anchor}</li>;
  return (
    <tr class="more">
      <td colspan={props.columns}>{anchor}</td>
    </tr>
  );
}

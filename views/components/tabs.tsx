export type Tab = { label: string; href: string; current: boolean };

/** The same list seen in another way: 在办, 已结. */
export function Tabs(props: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.tabs.map((tab) => (
          <li>
            <a class="entry" href={tab.href} aria-current={tab.current && "page"}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

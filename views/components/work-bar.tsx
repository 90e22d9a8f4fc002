import type { Child } from "../html.ts";
import { Icon } from "./icon.tsx";
import type { Choice, Facet, WorkListProps } from "./work.ts";

/** What htmx does with the links and forms below: the list alone takes the place of the list. */
export const swapping = (id: string) => ({
  "hx-boost:inherited": "true" as const,
  "hx-target:inherited": `#${id}`,
  "hx-select:inherited": `#${id}`,
  "hx-swap:inherited": "outerHTML" as const,
});

/** What the list shows: the most used first, then the search, then all else; on a phone folded behind one word. */
export function WorkBar(props: WorkListProps) {
  const { id, buckets, facets, sorts, saved, exports } = props;
  const chosen = facets.filter((facet) => facet.chosen !== undefined).length;
  const menus = facets.length > 0 || sorts.length > 1 || saved || exports;
  return (
    <div class="work-bar" {...swapping(id)}>
      {buckets.length > 0 && (
        <nav class="pills" aria-label={`${props.called}范围`}>
          <ul class="pill-row">
            {buckets.map((bucket, index) => (
              <li>
                <Pill id={`${id}-bucket-${index}`} choice={bucket} />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Search {...props} />
      {menus && (
        <details class="work-more">
          <summary class="pill">
            {chosen > 0 ? `筛选和排序（已选 ${chosen}）` : "筛选和排序"}
            <Icon of="down" />
          </summary>
          <Menus {...props} />
        </details>
      )}
    </div>
  );
}

function Menus(props: WorkListProps) {
  const { id, facets, sorts, saved, exports } = props;
  const sorted = sorts.find(({ current }) => current)?.label ?? "排序";
  return (
    <div class="work-menus">
      {facets.map((facet) => (
        <FacetMenu id={id} facet={facet} />
      ))}
      <span class="work-push" />
      {saved && (
        <Menu id={id} name="views" label="常用视图" choices={saved.views}>
          {saved.form}
        </Menu>
      )}
      {sorts.length > 1 && <Menu id={id} name="sort" label={sorted} choices={sorts} />}
      {exports && (
        <Menu id={id} name="export" label="导出">
          <ul class="menu-list">
            <li>
              <a href={exports.xlsx} download="">
                Excel 表格（XLSX）
              </a>
            </li>
            <li>
              <a href={exports.csv} download="">
                文本表格（CSV）
              </a>
            </li>
          </ul>
        </Menu>
      )}
    </div>
  );
}

function FacetMenu({ id, facet }: { id: string; facet: Facet }) {
  const { name, label, chosen, clear, options, form } = facet;
  const told = chosen === undefined ? label : `${label}：${chosen}`;
  return (
    <div class="facet">
      <Menu id={id} name={name} label={told} choices={options} chosen={chosen !== undefined}>
        {form}
      </Menu>
      {clear && (
        <a class="facet-clear" id={`${id}-${name}-clear`} href={clear}>
          <Icon of="away" />
          <span class="unseen">清除{told}</span>
        </a>
      )}
    </div>
  );
}

/** Choices folded behind a word; of a list's menus one is open at a time. */
function Menu(props: {
  id: string;
  name: string;
  label: string;
  chosen?: boolean;
  choices?: readonly Choice[];
  children?: Child;
}) {
  const { id, name, choices = [] } = props;
  return (
    <details class="menu" name={`${id}-menu`}>
      <summary class={["pill", props.chosen && "pill-chosen"]} id={`${id}-${name}`}>
        {props.label}
        <Icon of="down" />
      </summary>
      <div class="menu-body">
        {choices.length > 0 && (
          <ul class="menu-list">
            {choices.map(({ label, href, current, count }, index) => (
              <li>
                <a id={`${id}-${name}-${index}`} href={href} aria-current={current && "true"}>
                  <span>{label}</span>
                  {count !== undefined && <span class="numeric">{count}</span>}
                </a>
              </li>
            ))}
          </ul>
        )}
        {props.children}
      </div>
    </details>
  );
}

function Pill({ id, choice }: { id: string; choice: Choice }) {
  const { label, href, current, count, tone } = choice;
  return (
    <a class={["pill", tone && "pill-late"]} id={id} href={href} aria-current={current && "true"}>
      {label}
      {count !== undefined && <b class="numeric">{count}</b>}
    </a>
  );
}

function Search({ id, search, called }: WorkListProps) {
  if (!search) return null;
  return (
    <search>
      <form method="get" action={search.action} class="work-search">
        {search.kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input
          type="search"
          class="control"
          id={`${id}-search`}
          name="search"
          value={search.value}
          placeholder={search.placeholder}
          aria-label={`搜索${called}`}
          autocomplete="off"
          enterkeyhint="search"
          data-key="search"
        />
        <button type="submit" class="button" id={`${id}-search-go`}>
          搜索
        </button>
        {search.value !== "" && (
          <a class="facet-clear" id={`${id}-search-clear`} href={search.clear}>
            <Icon of="away" />
            <span class="unseen">清除搜索</span>
          </a>
        )}
      </form>
    </search>
  );
}

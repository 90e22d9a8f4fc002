import type { WorkListProps } from "./work.ts";
import { swapping } from "./work-bar.tsx";

/** How many there are, the pages before and after, how long a page is, and which keys there are. */
export function WorkFoot(props: WorkListProps) {
  const { id, counted, previous, next, sizes, more } = props;
  return (
    <div class="work-foot" {...swapping(id)}>
      {more && (
        <a class="button" id={`${id}-more`} href={more}>
          继续往后找
        </a>
      )}
      {counted !== undefined && <p class="meta numeric">共 {counted}</p>}
      {(previous || next) && (
        <nav class="work-pages" aria-label={`${props.called}翻页`}>
          <Turn id={`${id}-previous`} rel="prev" href={previous} words="上一页" />
          <Turn id={`${id}-next`} rel="next" href={next} words="下一页" />
        </nav>
      )}
      {sizes.length > 1 && (
        <p class="meta work-sizes">
          每页
          {sizes.map(({ label, href, current }, index) => (
            <a id={`${id}-size-${index}`} href={href} aria-current={current && "true"}>
              {label}
            </a>
          ))}
        </p>
      )}
      {props.rows.length > 0 && <Keys {...props} />}
    </div>
  );
}

/** A page's end keeps its place: whoever turns pages finds the next one under the same finger. */
function Turn(props: { id: string; rel: string; href: string | undefined; words: string }) {
  const { href, words, ...rest } = props;
  if (href !== undefined)
    return (
      <a class="button" href={href} {...rest}>
        {words}
      </a>
    );
  return (
    <span class="button button-off" id={props.id}>
      {words}
    </span>
  );
}

const keys = [
  ["/", "搜索"],
  ["j", "下一行"],
  ["k", "上一行"],
  ["Enter", "打开"],
  ["x", "选中或取消"],
  ["?", "显示或关闭这份说明"],
] as const;

/** What `app.js` listens for, opened by `?` or by its word. Whoever dictates can switch single keys off. */
function Keys({ id, search, batch }: WorkListProps) {
  const here = keys.filter(([key]) => (key === "/" ? search : key === "x" ? batch : true));
  return (
    <div class="work-keys">
      <button type="button" class="plain" popovertarget={`${id}-keys`}>
        快捷键
      </button>
      <dialog popover="auto" class="keys" id={`${id}-keys`} aria-labelledby={`${id}-keys-title`}>
        <h2 id={`${id}-keys-title`}>快捷键</h2>
        <dl>
          {here.map(([key, does]) => (
            <div class="key">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <div class="choice">
          <input type="checkbox" id={`${id}-keys-on`} data-keys checked />
          <label for={`${id}-keys-on`}>使用快捷键</label>
        </div>
        <button type="button" class="button" popovertarget={`${id}-keys`} popovertargetaction="hide">
          关闭
        </button>
      </dialog>
    </div>
  );
}

/** On a row that has just been added, in word and shape. */
export function Fresh() {
  return <span class="mark mark-done">刚添加</span>;
}

/*
 * What pages do besides htmx. Everything here only helps: without it all works the same.
 */

/** Says how much was written into a field that takes so many characters, and how many are too many. */
function count(control) {
  const said = document.getElementById(`${control.id}-count`);
  const most = Number(control.dataset.most);
  if (!said || !most) return;
  const written = control.value.trim().length;
  const over = written - most;
  said.hidden = control.localName !== "textarea" && over <= 0;
  said.classList.toggle("problem", over > 0);
  said.textContent = over > 0 ? `最多 ${most} 字，多了 ${over} 字` : `已写 ${written} 字，最多 ${most} 字`;
}

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement && target.dataset.most) count(target);
});

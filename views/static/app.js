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

/*
 * Lists that are worked: `/` searches, `j` and `k` move, `x` chooses, `?` explains; Enter opens by itself. Nothing is
 * done while somebody writes, nor once single keys are switched off.
 */
const rows = () => [...document.querySelectorAll(".work-link")];
const rowOf = (element) => element?.closest(".work-row");
const keysWanted = () => localStorage.getItem("keys") !== "off";
const help = () => document.querySelector(".keys");

function move(by) {
  const here = rows().findIndex((link) => rowOf(link) === rowOf(document.activeElement));
  rows()[here < 0 ? 0 : here + by]?.focus();
}

const keys = {
  "/": () => document.querySelector("[data-key=search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => rowOf(document.activeElement)?.querySelector("[name=selected]")?.click(),
  "?": () => help()?.togglePopover?.(),
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const act = Object.hasOwn(keys, key) && document.querySelector(".work") && keys[key];
  const writes = target instanceof Element && target.closest("input:not([type=checkbox]), select, textarea");
  if (!act || writes || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!keysWanted()) return;
  event.preventDefault();
  act();
});

/** Says how many rows are chosen, and chooses all. */
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if ("keys" in target.dataset) localStorage.setItem("keys", target.checked ? "on" : "off");
  const batch = target.closest(".work-batch");
  if (!batch) return;
  const each = [...batch.querySelectorAll("[name=selected]")];
  if ("all" in target.dataset) for (const one of each) one.checked = target.checked;
  const chosen = each.filter(({ checked }) => checked).length;
  batch.querySelector("[data-chosen]").textContent = chosen > 0 ? `已选 ${chosen} 项` : "";
});

// A popover's events don't bubble; they can be caught on the way down.
document.addEventListener(
  "beforetoggle",
  ({ target }) => {
    const box = target instanceof Element && target.querySelector("[data-keys]");
    if (box) box.checked = keysWanted();
  },
  true,
);

/** An open menu closes when something else is pressed, or on Escape, which gives the focus back. */
const openMenus = () => document.querySelectorAll(".menu[open]");
document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of openMenus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

/** Narrows a list of choices to those that contain what is typed; what is chosen stays chosen, shown or not. */
function narrow(control) {
  const list = document.getElementById(control.dataset.filters);
  const sought = control.value.trim();
  for (const group of list?.querySelectorAll("details") ?? []) {
    const items = [...group.querySelectorAll("li")];
    for (const item of items) item.hidden = !item.textContent.includes(sought);
    group.hidden = items.every((item) => item.hidden);
    if (sought) group.open = true;
  }
}

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement && target.dataset.filters) narrow(target);
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  // It is narrowed already: nothing needs to be sent.
  if (key === "Enter" && target instanceof HTMLElement && target.dataset.filters) event.preventDefault();
});

/*
 * Where the network is cut, whatever was sent says so beside its button, and what was typed stays. Sent again it counts
 * once. A form that would leave the page isn't sent while the browser knows of no network, unless somebody answers all
 * the same: its own page of errors would come in place of what was typed.
 */
const here = document.currentScript.src;
const patience = 10_000;

/** Old browsers leave the page at once. */
const canAsk = "requestSubmit" in HTMLFormElement.prototype && "timeout" in AbortSignal;
const posts = (form) => form.getAttribute("method") === "post";

const cutOff = (form) => {
  const notice = document.createElement("div");
  notice.className = "notice notice-problem cut-off";
  notice.setAttribute("role", "alert");
  const [lead, text] = [document.createElement("strong"), document.createElement("div")];
  lead.textContent = "网络断了";
  text.textContent = posts(form)
    ? "没有收到回音。写的内容还在，连上网后请再按一次，不会重复提交。"
    : "没有收到回音。连上网后请再试一次。";
  notice.append(lead, text);
  return notice;
};

function saysCutOff(form, isCutOff) {
  for (const notice of form.querySelectorAll(".cut-off")) notice.remove();
  if (!isCutOff) return;
  const actions = [...form.querySelectorAll(".actions")].at(-1);
  if (actions) actions.before(cutOff(form));
  else form.append(cutOff(form));
}

const formOf = (element) => element?.form ?? element?.closest?.("form") ?? document.querySelector("main");

document.addEventListener("htmx:before:request", ({ target }) => saysCutOff(formOf(target), false));
document.addEventListener("htmx:error", ({ target, detail: { ctx } }) => {
  if (ctx && ctx.text === undefined) saysCutOff(formOf(target), true);
});

const reachable = new WeakSet();
const asking = new WeakSet();

document.addEventListener("submit", (event) => {
  const { target: form, submitter, defaultPrevented } = event;
  if (navigator.onLine || defaultPrevented || !canAsk || !posts(form) || reachable.delete(form)) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  submitter?.classList.add("htmx-request");
  saysCutOff(form, false);
  fetch(here, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(patience) })
    .then(
      () => {
        reachable.add(form);
        form.requestSubmit(submitter);
      },
      () => saysCutOff(form, true),
    )
    .finally(() => {
      asking.delete(form);
      submitter?.classList.remove("htmx-request");
    });
});

/* Copying, where the browser lets a page do that: only on encrypted connections. */
const offerCopying = () => {
  if (!navigator.clipboard) return;
  for (const offer of document.querySelectorAll("[data-copy]")) offer.hidden = false;
};
offerCopying();
document.addEventListener("htmx:after:swap", offerCopying);

document.addEventListener("click", async ({ target }) => {
  const offer = target instanceof Element && target.closest("button")?.closest("[data-copy]");
  if (!offer) return;
  const said = offer.querySelector("[role=status]");
  said.textContent = "";
  said.textContent = await navigator.clipboard.writeText(offer.dataset.copy).then(
    () => "已复制",
    () => "浏览器不让复制，请长按回执码",
  );
});

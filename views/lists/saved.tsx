import { addressOf } from "../../worker/domain/lists/words.ts";
import { Button } from "../components/button.tsx";
import { idempotencyField } from "../components/form.tsx";
import { keyOf } from "../components/submit.ts";
import type { WorkListProps } from "../components/work.ts";
import { link } from "../layout/frame.ts";
import type { Turned } from "./told.ts";

/** The views of a list that somebody kept or was given, and the form that keeps this one. */
export function savedOf(told: Turned): WorkListProps["saved"] {
  const { frame, path, page } = told;
  const { after: _after, before: _before, ...asked } = page.asked;
  const here = addressOf(asked);
  return {
    views: page.views.map(({ name, query, role }) => ({
      label: role === null ? name : `${name}（共用）`,
      href: link(frame, query ? `${path}?${query}` : path),
      current: query === here,
    })),
    form: (
      <>
        <Keep told={told} query={here} />
        {page.views
          .filter(({ accountId }) => accountId === told.accountId)
          .map((view) => (
            <Drop told={told} view={view} />
          ))}
      </>
    ),
  };
}

function Keep({ told, query }: { told: Turned; query: string }) {
  const { frame, page, idempotencyKey } = told;
  return (
    <form method="post" action={link(frame, "/views")} class="form" hx-boost="false">
      <input type="hidden" name={idempotencyField} value={keyOf(idempotencyKey, "view")} />
      <input type="hidden" name="noun" value={page.noun} />
      <input type="hidden" name="query" value={query} />
      <label for="view-name">把现在的筛选存为</label>
      <input class="control" id="view-name" name="name" required autocomplete="off" />
      <div class="choice">
        <input type="checkbox" id="view-shared" name="shared" value="yes" />
        <label for="view-shared">同角色的人都能用</label>
      </div>
      <Button>保存视图</Button>
    </form>
  );
}

function Drop({ told, view }: { told: Turned; view: Turned["page"]["views"][number] }) {
  const { frame, idempotencyKey } = told;
  return (
    <form
      method="post"
      action={link(frame, `/views/${encodeURIComponent(view.id)}/removal`)}
      hx-boost="false"
    >
      <input type="hidden" name={idempotencyField} value={keyOf(idempotencyKey, `drop-${view.id}`)} />
      <button type="submit" class="plain">
        删除“{view.name}”
      </button>
    </form>
  );
}

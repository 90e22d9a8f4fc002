import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { type FailedPerson, PersonView } from "../../../views/people/person.tsx";
import { ChangePost, EndPost, NewPost, type PostForm } from "../../../views/people/post.tsx";
import { account } from "../../domain/accounts/account.ts";
import { disableAccount } from "../../domain/accounts/disable.ts";
import { inviteToReset } from "../../domain/accounts/invite.ts";
import { personPage } from "../../domain/accounts/person.ts";
import { newPostPage, postChangePage, postPage } from "../../domain/accounts/post-page.ts";
import { endPost, givePost, movePost } from "../../domain/accounts/posts.ts";
import { renamePerson } from "../../domain/accounts/rename.ts";
import { reopenAccount } from "../../domain/accounts/reopen.ts";
import { signOutPerson } from "../../domain/accounts/sign-out.ts";
import { unitsAtMost } from "../../domain/units/units.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { beforeIn } from "../past.ts";
import { seeOther, show } from "../show.ts";
import { roleOptions, seatOptions } from "./seats.ts";

/** One of the people of a county: roles, work, account. */
export const personPages = new Hono<AppEnv>();

const accountId = (c: C): string => c.req.param("accountId") ?? "";
const own = (c: C): string => `/people/${accountId(c)}`;
const post = (c: C) => ({ accountId: accountId(c), postId: c.req.param("postId") ?? "" });

personPages.get("/people/:accountId", allow(account.rights.view), (c) => shown(c));

personPages.post("/people/:accountId/reset", allow(account.rights.reset), async (c) => {
  const outcome = await attempting(c, () => inviteToReset(c.var.ctx, { accountId: accountId(c) }));
  if ("done" in outcome) return seeOther(c, `/people/invitations/${outcome.done.id}`);
  return shown(c, { form: "reset", attempt: outcome.refused }, outcome.refused.status);
});

personPages.post("/people/:accountId/closure", allow(account.rights.disable), async (c) => {
  const outcome = await attempting(c, ({ values }) =>
    disableAccount(c.var.ctx, { ...values, accountId: accountId(c) }),
  );
  if ("done" in outcome) return seeOther(c, own(c), "账号已停用，此人不能再登录");
  return shown(c, { form: "closure", attempt: outcome.refused }, outcome.refused.status);
});

personPages.post("/people/:accountId/reopening", allow(account.rights.reopen), async (c) => {
  const outcome = await attempting(c, () => reopenAccount(c.var.ctx, { accountId: accountId(c) }));
  if ("done" in outcome) return seeOther(c, own(c), "账号已恢复，此人可以登录");
  return shown(c, { form: "reopening", attempt: outcome.refused }, outcome.refused.status);
});

personPages.post("/people/:accountId/name", allow(account.rights.rename), async (c) => {
  const outcome = await attempting(c, ({ values }) =>
    renamePerson(c.var.ctx, { ...values, accountId: accountId(c) }),
  );
  if ("done" in outcome) return seeOther(c, own(c), "姓名已更正");
  return shown(c, { form: "name", attempt: outcome.refused }, outcome.refused.status);
});

personPages.post("/people/:accountId/sessions/closure", allow(account.rights.signOut), async (c) => {
  await signOutPerson(c.var.ctx, { accountId: accountId(c) });
  return seeOther(c, own(c), "此人已在所有设备上退出登录");
});

personPages.get("/people/:accountId/posts/new", allow(account.rights.givePost), (c) => newPost(c));

personPages.post("/people/:accountId/posts", allow(account.rights.givePost), async (c) => {
  const outcome = await attempting(c, ({ values }) =>
    givePost(c.var.ctx, { ...values, accountId: accountId(c) }),
  );
  if ("done" in outcome) return seeOther(c, own(c), "角色已增加");
  return newPost(c, outcome.refused);
});

personPages.get("/people/:accountId/posts/:postId", allow(account.rights.endPost), (c) => ending(c));

personPages.post("/people/:accountId/posts/:postId/closure", allow(account.rights.endPost), async (c) => {
  const outcome = await attempting(c, ({ values }) => endPost(c.var.ctx, { ...values, ...post(c) }));
  if ("done" in outcome) return seeOther(c, own(c), "角色已结束");
  return ending(c, outcome.refused);
});

personPages.get("/people/:accountId/posts/:postId/change", allow(account.rights.movePost), (c) =>
  changing(c),
);

personPages.post("/people/:accountId/posts/:postId/change", allow(account.rights.movePost), async (c) => {
  const outcome = await attempting(c, ({ values }) => movePost(c.var.ctx, { ...values, ...post(c) }));
  if ("done" in outcome) return seeOther(c, own(c), "角色已变更");
  return changing(c, outcome.refused);
});

async function shown(c: C, failed?: FailedPerson, status: 200 | 409 | 422 = 200) {
  const person = await personPage(c.var.ctx, accountId(c), beforeIn(c));
  const props = { frame: frameOf(c, person.name), now: c.var.now, person, failed };
  return show(c, <PersonView {...props} idempotencyKey={newKey(c)} />, status);
}

async function newPost(c: C, refused?: Refused) {
  const asked = String(refused?.values.scope ?? c.req.query("scope") ?? "");
  const person = await newPostPage(c.var.ctx, accountId(c), asked);
  const props = { ...common(c, "增加角色", refused), ...choices(person), person, scope: asked };
  return show(c, <NewPost {...props} />, refused?.status);
}

async function ending(c: C, refused?: Refused) {
  const page = await postPage(c.var.ctx, accountId(c), post(c).postId);
  const props = { ...common(c, "结束角色", refused), now: c.var.now, page };
  return show(c, <EndPost {...props} />, refused?.status);
}

async function changing(c: C, refused?: Refused) {
  const page = await postChangePage(c.var.ctx, accountId(c), post(c).postId);
  const props = { ...common(c, "变更角色", refused), ...choices(page), now: c.var.now, page };
  return show(c, <ChangePost {...props} />, refused?.status);
}

const common = (c: C, title: string, refused: Refused | undefined) => ({
  frame: frameOf(c, title),
  idempotencyKey: newKey(c),
  failed: refused && ({ form: "post", attempt: refused } satisfies Failed<PostForm>),
});

const unitsLabel = ({ length }: readonly unknown[]): string =>
  length < unitsAtMost
    ? "成员单位"
    : `成员单位（很多，只列出 ${unitsAtMost} 个；其余的，请在该单位的页面上邀请）`;

const choices = ({
  seats,
  units,
  levels,
}: Pick<Awaited<ReturnType<typeof newPostPage>>, "seats" | "units" | "levels">) => ({
  roles: roleOptions,
  scopes: [
    ...seatOptions(seats, levels),
    { label: unitsLabel(units), options: units.map(({ id, name }) => ({ value: id, label: name })) },
  ],
});

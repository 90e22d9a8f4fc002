import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import { RegisteredPage, RegisterPage } from "../../../views/matters/register.tsx";
import { matterPage } from "../../domain/matters/read.ts";
import { registerMatter } from "../../domain/matters/register.ts";
import { registerForm } from "../../domain/matters/register-form.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { receiptLink } from "../links.ts";
import { show } from "../show.ts";

/** Staff take matters in. */
export const registrationPages = new Hono<AppEnv>();

registrationPages.get("/matters/registrations", allow(registerMatter.right), (c) => {
  const { source = null, orgUnitId = null } = c.req.query();
  return formPage(c, { source, unit: orgUnitId, at: attempt(), idempotencyKey: newKey(c) });
});

/** The answer itself shows the receipt code: no address leads to it again. */
registrationPages.post("/matters/registrations", allow(registerMatter.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => registerMatter(c.var.ctx, values));
  if ("done" in outcome) return registered(c, outcome.done);
  const { refused } = outcome;
  const { source } = refused.values;
  const asked = { source: typeof source === "string" ? source : null, unit: c.req.query("unit") ?? null };
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  return formPage(c, { ...asked, at: refused, idempotencyKey }, refused.status);
});

async function registered(c: C, { id, receiptCode }: { id: string; receiptCode: string | null }) {
  const page = await matterPage(c.var.ctx, id);
  const receipt = receiptCode === null ? null : { code: receiptCode, address: receiptLink(c, receiptCode) };
  const props = { frame: frameOf(c, "已登记"), now: c.var.now, page, receipt };
  return show(c, <RegisteredPage {...props} idempotencyKey={newKey(c)} />);
}

interface Asked {
  readonly source: string | null;
  /** The community that was chosen before. */
  readonly unit: string | null;
  readonly at: Attempt;
  readonly idempotencyKey: string;
}

async function formPage(c: C, { at, ...asked }: Asked, status: 200 | 409 | 422 = 200) {
  const page = await registerForm(c.var.ctx, asked.unit);
  return show(c, <RegisterPage frame={frameOf(c, "登记事项")} page={page} {...asked} attempt={at} />, status);
}

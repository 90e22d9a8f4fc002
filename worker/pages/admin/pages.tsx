import { Hono } from "hono";
import { Checklist } from "../../../views/desk/checklist.tsx";
import { openingState } from "../../domain/county/checklist.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { show } from "../show.ts";
import { checklistOf } from "./checklist.ts";

/** How a county is set up and looked after. */
export const adminPages = new Hono<AppEnv>();

adminPages.get("/checklist", allow("checklist.view"), async (c) => {
  const items = checklistOf(await openingState(c.var.ctx));
  return show(c, <Checklist frame={frameOf(c, "开通清单")} items={items} />);
});

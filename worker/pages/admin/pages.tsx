import { Hono } from "hono";
import { Checklist } from "../../../views/desk/checklist.tsx";
import { openingState } from "../../domain/county/checklist.ts";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { show } from "../show.ts";
import { logPages } from "./audit.tsx";
import { checklistOf } from "./checklist.ts";
import { identityPages } from "./identity.tsx";
import { linkPages } from "./links.tsx";
import { orgPages } from "./org.tsx";
import { peoplePages } from "./people.tsx";
import { personPages } from "./person.tsx";
import { robotPages } from "./robots.tsx";
import { itemPages } from "./rules/items.tsx";
import { publicationPages } from "./rules/publication.tsx";
import { versionPages } from "./rules/versions.tsx";
import { unitPages } from "./units.tsx";
import { webhookPages } from "./webhooks.tsx";

/** How a county is set up and looked after. */
export const adminPages = new Hono<AppEnv>();

adminPages.route("/", orgPages);
adminPages.route("/", unitPages);
adminPages.route("/", robotPages);
adminPages.route("/", peoplePages);
adminPages.route("/", linkPages);
adminPages.route("/", personPages);
adminPages.route("/", identityPages);
adminPages.route("/", webhookPages);

adminPages.get("/checklist", allow(countyNoun.rights.viewChecklist), async (c) => {
  const items = checklistOf(await openingState(c.var.ctx));
  const frame = frameOf(c, "开通清单");
  return show(c, <Checklist frame={frame} items={items} idempotencyKey={newKey(c)} />);
});

adminPages.route("/", versionPages);
adminPages.route("/", itemPages);
adminPages.route("/", publicationPages);

adminPages.route("/", logPages);

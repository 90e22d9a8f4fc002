import { Hono } from "hono";
import { Desk } from "../../../views/desk/desk.tsx";
import { countyNoun } from "../../domain/county/rights.ts";
import { placeFrom, type Show, shows, viewDesk } from "../../domain/desk/before.ts";
import { deskPage } from "../../domain/desk/desk.ts";
import { mayEver } from "../../domain/kernel/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { accountPages } from "../accounts.tsx";
import { frameOf } from "../frame.ts";
import { seeOther, show } from "../show.ts";
import { assignmentPages } from "./assignments.tsx";
import { filingPages } from "./filings.tsx";
import { matterPages } from "./matters.tsx";
import { meetingPages } from "./meetings.tsx";
import { registrationPages } from "./registration.tsx";
import { reportPages } from "./reports.tsx";
import { resolutionPages } from "./resolutions.tsx";
import { viewPages } from "./views.ts";
import { whistlePages } from "./whistles.tsx";

/** What staff and joint-meeting members do their work with. */
export const memberPages = new Hono<AppEnv>();

memberPages.route("/", accountPages);
memberPages.route("/", registrationPages);
memberPages.route("/", matterPages);
memberPages.route("/", meetingPages);
memberPages.route("/", resolutionPages);
memberPages.route("/", whistlePages);
memberPages.route("/", assignmentPages);
memberPages.route("/", filingPages);
memberPages.route("/", reportPages);
memberPages.route("/", viewPages);

memberPages.get("/desk", allow(viewDesk), async (c) => {
  const { show: asked, after } = c.req.query();
  const page = await deskPage(c.var.ctx, showOf(asked), placeFrom(after));
  return show(c, <Desk frame={frameOf(c, "今天")} now={c.var.now} page={page} />);
});

/** What of the to-dos an address asks for; all, where that makes no sense. */
const showOf = (asked: string | undefined): Show | null => shows.find((each) => each === asked) ?? null;

/** Where a person lands for the first time: an admin at what is still to do, everybody else at their work. */
memberPages.get("/welcome", allow(viewDesk), (c) =>
  seeOther(c, mayEver(c.var.ctx.actor.grants, countyNoun.rights.viewChecklist) ? "/checklist" : "/desk"),
);

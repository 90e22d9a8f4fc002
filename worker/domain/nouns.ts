import { account, invitation } from "./accounts/account.ts";
import { disableAccount } from "./accounts/disable.ts";
import { endPost, givePost, movePost } from "./accounts/posts.ts";
import { renamePerson } from "./accounts/rename.ts";
import { reopenAccount } from "./accounts/reopen.ts";
import { revokeInvitation } from "./accounts/revoke.ts";
import { signOutPerson } from "./accounts/sign-out.ts";
import { assignment } from "./assignments/assignment.ts";
import { dispatchMatter } from "./assignments/dispatch.ts";
import { assignmentMoves } from "./assignments/moves.ts";
import { reckonClock } from "./clocks/reckon.ts";
import { setIdentity } from "./county/identity.ts";
import { countyNoun } from "./county/rights.ts";
import { viewDesk } from "./desk/before.ts";
import { viewFigures } from "./figures/rights.ts";
import { filing } from "./filings/filing.ts";
import { filingMoves } from "./filings/moves.ts";
import type { Command } from "./kernel/command.ts";
import type { Context } from "./kernel/context.ts";
import type { Noun, Recorded } from "./kernel/record.ts";
import type { Right } from "./kernel/rights.ts";
import { dropView, keepView, savedView } from "./lists/views.ts";
import { matter } from "./matters/matter.ts";
import { matterMoves } from "./matters/moves.ts";
import { receiveMatter } from "./matters/receive.ts";
import { registerMatter } from "./matters/register.ts";
import { reportMatter } from "./matters/report.ts";
import { revealReporter } from "./matters/reveal.ts";
import { meeting } from "./meetings/meeting.ts";
import { meetingMoves } from "./meetings/moves.ts";
import { scheduleMeeting } from "./meetings/schedule.ts";
import { notice } from "./notices/notice.ts";
import { correctOrgUnit } from "./org/correct.ts";
import { orgUnitMoves } from "./org/moves.ts";
import { addOrgUnit } from "./org/org.ts";
import { orgUnit } from "./org/org-unit.ts";
import { editResolution } from "./resolutions/edit.ts";
import { logResolution } from "./resolutions/log.ts";
import { resolutionMoves } from "./resolutions/moves.ts";
import { resolution } from "./resolutions/resolution.ts";
import { robotMoves } from "./robots/moves.ts";
import { robot } from "./robots/robot.ts";
import { setRobot } from "./robots/set.ts";
import { testRobot } from "./robots/test.ts";
import { setDraftAside, startDraft } from "./rules/drafts.ts";
import { publishDraft } from "./rules/publish.ts";
import { reviewRules } from "./rules/review.ts";
import { ruleSet } from "./rules/rule-set.ts";
import { withdrawVersion } from "./rules/withdraw.ts";
import { tenant } from "./tenants/tenant.ts";
import { correctMemberUnit } from "./units/correct.ts";
import { memberUnit } from "./units/member-unit.ts";
import { memberUnitMoves } from "./units/moves.ts";
import { addUnit } from "./units/units.ts";
import { webhookCommands, webhookMoves } from "./webhooks/moves.ts";
import { webhook } from "./webhooks/webhook.ts";
import { blowWhistle } from "./whistles/blow.ts";
import { call } from "./whistles/call.ts";
import { callMoves, whistleMoves } from "./whistles/moves.ts";
import { whistle } from "./whistles/whistle.ts";

type AnyCommand = Pick<Command, "right" | "input" | "operation"> &
  ((ctx: Context, raw: unknown) => Promise<unknown>);

/** A noun with what can be done with it. */
interface Listed {
  readonly noun: Noun;
  readonly commands: readonly AnyCommand[];
}

/** Every noun there is, each described in its own folder. */
const listed: readonly Listed[] = [
  {
    noun: matter,
    commands: [reportMatter, registerMatter, receiveMatter, revealReporter, dispatchMatter, ...matterMoves],
  },
  { noun: assignment, commands: assignmentMoves },
  { noun: meeting, commands: [scheduleMeeting, ...meetingMoves] },
  { noun: resolution, commands: [logResolution, editResolution, ...resolutionMoves] },
  { noun: whistle, commands: [blowWhistle, ...whistleMoves] },
  { noun: call, commands: callMoves },
  { noun: filing, commands: filingMoves },
  { noun: orgUnit, commands: [addOrgUnit, correctOrgUnit, ...orgUnitMoves] },
  { noun: memberUnit, commands: [addUnit, correctMemberUnit, ...memberUnitMoves] },
  {
    noun: account,
    commands: [disableAccount, reopenAccount, renamePerson, givePost, endPost, movePost, signOutPerson],
  },
  { noun: invitation, commands: [revokeInvitation] },
  { noun: ruleSet, commands: [startDraft, setDraftAside, publishDraft, withdrawVersion, reviewRules] },
  { noun: countyNoun, commands: [setIdentity] },
  { noun: robot, commands: [setRobot, testRobot, ...robotMoves] },
  { noun: webhook, commands: [...webhookCommands, ...webhookMoves] },
  { noun: tenant, commands: [] },
  { noun: notice, commands: [] },
  { noun: savedView, commands: [keepView, dropView] },
];

/** Every command of a county, in the order of its nouns. */
export const commands: readonly AnyCommand[] = listed.flatMap(({ commands }) => commands);

/** What belongs to no noun's records: the desk shows the clocks of all, figures count what was, and time may set any of them anew. */
const others: readonly Right[] = [viewDesk, viewFigures, reckonClock.right];

/** Every right there is, by its action. */
export const rights: Readonly<Record<string, Right>> = Object.fromEntries(
  [
    ...listed.flatMap(({ noun }) => Object.values(noun.rights)),
    ...commands.map(({ right }) => right),
    ...others,
  ].map((right: Right) => [right.action, right]),
);

/** What the log called acts once that are called otherwise now: its rows stay as they are. */
const former: readonly Recorded[] = [{ action: "receipt.evaluate", said: "评价事项" }];

const words = new Map(
  [
    ...Object.values(rights),
    ...listed.flatMap(({ noun }) => Object.values(noun.recorded ?? {})),
    ...former,
  ].map(({ action, said }) => [action, said]),
);

/** An act of the log in words; one written by a newer version keeps its name, so that no row hides what it says. */
export const actionWord = (action: string): string => words.get(action) ?? action;

const byName = new Map<string, Noun>(listed.map(({ noun }) => [noun.noun, noun]));

/** A noun in a word; one of a newer version keeps its name. */
export const nounWord = (name: string): string => byName.get(name)?.called ?? name;

/**
 * What a record is called, by its own name where it has one, and its page where it has one. `subject` is `<noun>:<id>`, as
 * the log keeps it.
 */
export function subjectOf(subject: string, called: string | null = null): { word: string; path?: string } {
  const [name = "", id = ""] = subject.split(":");
  const noun = byName.get(name);
  if (!noun) return { word: subject };
  const word = called === null ? noun.called : `${noun.called} ${called}`;
  return noun.page === undefined ? { word } : { word, path: `${noun.page}${encodeURIComponent(id)}` };
}

const made = new Map(
  commands.flatMap(({ right, operation: { creates } = {} }) =>
    typeof creates === "string" ? [[right.action, creates] as const] : [],
  ),
);

/** Where what an act made can be read, below its site: `/receipts/7K3M-…`. Undefined where it made nothing with a page. */
export function pageOfMade(action: string, result: unknown): string | undefined {
  const fields = Object(result) as Record<string, unknown>;
  return made
    .get(action)
    ?.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
}

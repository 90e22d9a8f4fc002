import { Hono } from "hono";
import { presets } from "../../../../db/presets/index.ts";
import { type Attempt, attempt } from "../../../../views/components/attempt.ts";
import { DifferencesPage } from "../../../../views/rules/differences.tsx";
import { DraftPage } from "../../../../views/rules/draft.tsx";
import { PreviewPage } from "../../../../views/rules/preview.tsx";
import { RulesPage, SectionPage } from "../../../../views/rules/rules.tsx";
import { sectionsOf } from "../../../../views/rules/sections.tsx";
import { type Ahead, VersionPage } from "../../../../views/rules/version.tsx";
import { VersionsPage } from "../../../../views/rules/versions.tsx";
import { Invalid, NotFound } from "../../../domain/errors.ts";
import { askedOf } from "../../../domain/lists/asked.ts";
import { presetOf, ruleDifferences, rulePreview } from "../../../domain/rules/compare.ts";
import { setDraftAside, startDraft } from "../../../domain/rules/drafts.ts";
import { ruleHistory } from "../../../domain/rules/history.ts";
import { rulesOverview } from "../../../domain/rules/overview.ts";
import { reviewRules } from "../../../domain/rules/review.ts";
import { ruleSet } from "../../../domain/rules/rule-set.ts";
import { isDraft, type RuleVersion, ruleVersion } from "../../../domain/rules/version.ts";
import { withdrawVersion } from "../../../domain/rules/withdraw.ts";
import type { AppEnv, C } from "../../../http/app-env.ts";
import { attempting, type Refused, submitted } from "../../../http/form.ts";
import { newKey } from "../../../http/own-form.ts";
import { allow } from "../../../http/session.ts";
import { standings } from "../../../rules/document/acting.ts";
import { differencesOf } from "../../../rules/document/difference.ts";
import { asFile } from "../../../rules/document/file.ts";
import { itemAt } from "../../../rules/document/items.ts";
import { burdenOf } from "../../../rules/review/burden.ts";
import { doubtsOf } from "../../../rules/review/doubts.ts";
import { frameOf } from "../../frame.ts";
import { seeOther, show } from "../../show.ts";
import { mediaTypes, textIn } from "./file.ts";

/** The versions of a county's rules: read, compared, begun anew, taken back. */
export const versionPages = new Hono<AppEnv>();

versionPages.get("/rules/versions", allow(ruleSet.rights.view), (c) => historyPage(c, attempt()));

versionPages.post("/rules/versions", allow(ruleSet.rights.draft), async (c) => {
  const outcome = await attempting(c, ({ values }) => startDraft(c.var.ctx, sourceOf(values.from)));
  if ("done" in outcome) return seeOther(c, `/rules/${outcome.done.number}`, "草案已建好，可以逐项修改");
  const { values, status } = outcome.refused;
  return historyPage(c, { values, problems: beside("from", outcome.refused) }, status);
});

versionPages.post("/rules/imports", allow(ruleSet.rights.draft), async (c) => {
  const outcome = await attempting(c, async () => startDraft(c.var.ctx, { file: await fileIn(c) }));
  if ("done" in outcome) return seeOther(c, `/rules/${outcome.done.number}`, "已导入为草案");
  const problems = beside("file", outcome.refused);
  return historyPage(c, { values: {}, problems }, outcome.refused.status);
});

/** Whatever is wrong with the rules that were chosen belongs to the one field that chose them. */
const beside = (path: string, { problems }: Refused) => problems.map(({ message }) => ({ path, message }));

/** `version:3`, `preset:xinye`. */
function sourceOf(from: unknown) {
  const [kind, name] = String(from).split(":");
  if (kind === "version") return { basedOn: name };
  if (kind === "preset") return { preset: name };
  throw new Invalid([{ path: "from", message: "请选择从哪一份改起" }]);
}

async function fileIn(c: C): Promise<string> {
  const file: unknown = (await c.req.formData()).get("file");
  return file instanceof File ? textIn(await file.arrayBuffer()) : "";
}

async function historyPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const history = await ruleHistory(c.var.ctx, askedOf(c.req.query()));
  const frame = frameOf(c, "规则版本");
  const offered = Object.values(presets);
  const { accountId } = c.var.ctx.actor;
  const given = { presets: offered, attempt: at, accountId, idempotencyKey: newKey(c) };
  const props = { frame, history, now: c.var.now, ...given };
  return show(c, <VersionsPage {...props} />, status);
}

const numberOf = (c: C): number => Number(c.req.param("number"));
const one = "/rules/:number{[0-9]{1,9}}";

versionPages.get("/rules", allow(ruleSet.rights.view), async (c) => {
  const { version, ...ahead } = await rulesOverview(c.var.ctx);
  return versionPage(c, version, ahead);
});

versionPages.get(one, allow(ruleSet.rights.view), async (c) =>
  versionPage(c, await ruleVersion(c.var.ctx, numberOf(c))),
);

function versionPage(c: C, version: RuleVersion, ahead: Ahead = { coming: [], drafts: [] }) {
  const { rules, running } = version;
  const frame = frameOf(c, `规则第 ${version.number} 版`);
  const rest = { frame, standings, now: c.var.now, idempotencyKey: newKey(c) };
  if (isDraft(version)) {
    const judged = { findings: burdenOf(rules), doubts: doubtsOf(rules, c.var.ctx.calendar) };
    const differences = differencesOf(running.rules, rules);
    return show(c, <DraftPage {...rest} {...judged} draft={version} differences={differences} />);
  }
  const presetName = presetOf(version.preset)?.name;
  return show(c, <VersionPage {...rest} version={version} presetName={presetName} ahead={ahead} />);
}

versionPages.get(`${one}/full`, allow(ruleSet.rights.view), async (c) => {
  const version = await ruleVersion(c.var.ctx, numberOf(c));
  return show(c, <RulesPage frame={frameOf(c, "规则全文")} version={version} mark={{ standings }} />);
});

versionPages.get(`${one}/sections/:section`, allow(ruleSet.rights.view), async (c) => {
  const section = sectionsOf.find(({ id }) => id === c.req.param("section"));
  if (!section) throw new NotFound("section");
  const version = await ruleVersion(c.var.ctx, numberOf(c));
  const mark = version.state === "draft" ? markingOf(c, version) : { standings };
  return show(
    c,
    <SectionPage frame={frameOf(c, section.title)} version={version} section={section} mark={mark} />,
  );
});

/** Where each rule of a draft is changed, and what the burden check says of it. */
function markingOf(c: C, { number, rules }: RuleVersion) {
  const item = (path: string) => `${c.var.base}/rules/${number}/items/${path}`;
  return {
    standings,
    edit: item,
    add: (path: string) => item(itemAt(rules, path) ? path : `${path}.+`),
    findings: burdenOf(rules),
    doubts: doubtsOf(rules, c.var.ctx.calendar),
  };
}

versionPages.get(`${one}/differences`, allow(ruleSet.rights.view), async (c) => {
  const wanted = c.req.query("against");
  const against = wanted === "preset" || wanted === "base" ? wanted : "running";
  const page = await ruleDifferences(c.var.ctx, numberOf(c), against);
  return show(c, <DifferencesPage frame={frameOf(c, "规则的差别")} page={page} standings={standings} />);
});

versionPages.get(`${one}/preview`, allow(ruleSet.rights.view), async (c) => {
  const page = await rulePreview(c.var.ctx, numberOf(c));
  const props = { frame: frameOf(c, "规则预览"), page, standings, now: c.var.now };
  return show(c, <PreviewPage {...props} />);
});

for (const kind of ["json", "yaml"] as const) {
  versionPages.get(`${one}/file.${kind}`, allow(ruleSet.rights.view), async (c) => {
    const { rules, number } = await ruleVersion(c.var.ctx, numberOf(c));
    const name = `rules-${c.var.tenant?.slug}-${number}.${kind}`;
    const title = `${c.var.tenant?.name ?? ""}规则 第 ${number} 版`;
    return c.body(asFile(rules, kind, title), 200, {
      "content-type": mediaTypes[kind],
      "content-disposition": `attachment; filename="${name}"`,
    });
  });
}

for (const [path, aside, said] of [
  ["discarding", true, "草案已放弃，可以在这里恢复"],
  ["restoration", false, "草案已恢复"],
] as const) {
  versionPages.post(`${one}/${path}`, allow(ruleSet.rights.draft), async (c) => {
    const { values } = await submitted(c);
    await setDraftAside(c.var.ctx, { number: numberOf(c), revision: values.revision, aside });
    return seeOther(c, `/rules/${numberOf(c)}`, said);
  });
}

versionPages.post(`${one}/withdrawal`, allow(ruleSet.rights.withdraw), async (c) => {
  await withdrawVersion(c.var.ctx, { number: numberOf(c) });
  return seeOther(c, `/rules/${numberOf(c)}`, "已撤回，按现行规则继续");
});

versionPages.post(`${one}/review`, allow(ruleSet.rights.review), async (c) => {
  await reviewRules(c.var.ctx, { number: numberOf(c) });
  return seeOther(c, "/checklist", "已确认核对过规则");
});

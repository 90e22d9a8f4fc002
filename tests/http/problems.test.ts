import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { type County, newCounty, operatorContext, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { operator, sessionOf, signedIn } from "../support/sessions.ts";
import { type Fields, newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, byId, elements, named, text } from "../views/parsed.ts";

let county: County;
let joinToken: string;
let openToken: string;
let ids: Record<"matter" | "accepted" | "receipt" | "meeting" | "resolution" | "draft", string>;

beforeAll(async () => {
  county = await newCounty();
  const { as } = county;
  const joining = await invitePerson(as("admin"), {
    name: "张甲",
    role: "grid_worker",
    scope: county.org.grid,
  });
  joinToken = await invitationToken(as("admin"), joining.id);
  const opening = await operatorContext();
  openToken = await invitationToken(opening, (await inviteToOpen(opening, { name: "李乙" })).id);
  const [matter, accepted, resolved] = [await county.matter(), await county.matter(), await county.matter()];
  for (const { id } of [accepted, resolved]) await acceptMatter(as("gridWorker"), { matterId: id });
  await resolveMatter(as("gridWorker"), { matterId: resolved.id, outcome: "修好了" });
  const meeting = await county.meeting();
  const resolution = await county.resolution(meeting.id);
  ids = {
    matter: matter.id,
    accepted: accepted.id,
    receipt: resolved.receiptCode,
    meeting: meeting.id,
    resolution: resolution.id,
    draft: String((await startDraft(as("admin"), {})).number),
  };
});

type Parent = Parameters<typeof elements>[0];

interface Form {
  who: Who | "visitor" | "operator";
  path: () => string;
  /** Filled in correctly. */
  good: () => Fields;
  /** What is wrong with a field, and in which words it is said beside it. */
  wrong: [field: string, value: string | readonly string[], message: string][];
}

const long = (length: number) => "长".repeat(length);
const phone = "请填写手机号或带区号的座机号，例如 13812345678、0377-66221234";

const forms: Record<string, Form> = {
  "reporting a matter": {
    who: "visitor",
    path: () => `${county.base}/matters?unit=${county.org.community}`,
    good: () => ({
      orgUnitId: county.org.grid,
      category: "lighting",
      body: "路灯不亮",
      place: "劳动街",
      reporterName: "王女士",
      reporterPhone: "13812345678",
    }),
    wrong: [
      ["category", "", "请选择事项类别"],
      ["category", "nonsense", "请选择事项类别"],
      ["body", "", "请填写情况说明"],
      ["body", " \n\u200b ", "请填写情况说明"],
      ["body", long(1001), "情况说明最多 1000 个字，现在有 1001 个字"],
      ["place", "", "请填写具体位置"],
      ["place", long(81), "具体位置最多 80 个字，现在有 81 个字"],
      ["reporterName", long(21), "称呼最多 20 个字，现在有 21 个字"],
      ["reporterPhone", "12345", phone],
      ["reporterPhone", "138123456789", phone],
      ["reporterPhone", "1381234567x", phone],
    ],
  },
  "looking up a receipt": {
    who: "visitor",
    path: () => `${county.base}/receipts`,
    good: () => ({ receiptCode: ids.receipt }),
    wrong: [
      ["receiptCode", "", "没有找到这个回执码，请核对后再试。回执码只在上报的县有效"],
      ["receiptCode", "2222-2222-2222-2222", "没有找到这个回执码，请核对后再试。回执码只在上报的县有效"],
    ],
  },
  "judging a matter": {
    who: "visitor",
    path: () => `${county.base}/receipts/${ids.receipt}/evaluation`,
    good: () => ({ solved: "yes", comment: "" }),
    wrong: [
      ["solved", "", "请选择问题是否解决"],
      ["comment", long(401), "意见最多 400 个字，现在有 401 个字"],
    ],
  },
  "signing in": {
    who: "visitor",
    path: () => `${county.base}/session`,
    good: () => ({ username: "admin", password: county.people.admin.password }),
    wrong: [
      ["username", "", "用户名至少 2 个字"],
      ["username", "a b", "用户名只能用文字、数字、点、间隔号、横线和下划线"],
      ["password", "", "请填写密码"],
      ["password", "不是这个密码吧", "用户名或密码不对"],
    ],
  },
  "accepting an invitation": {
    who: "visitor",
    path: () => `${county.base}/invitations/${joinToken}`,
    good: () => ({ username: "zhangjia", password: "长满槐树的那条街一直通到河边" }),
    wrong: [
      ["username", "admin", "这个用户名已有人使用，请换一个"],
      ["username", "x", "用户名至少 2 个字"],
      ["password", "短", "密码至少 12 个字符，可以用一句自己记得住的话"],
      ["password", "aaaaaaaaaaaaaaaa", "密码里不同的字符太少，请换一个"],
    ],
  },
  "turning a matter away": {
    who: "gridWorker",
    path: () => `${county.base}/matters/${ids.matter}/refusal`,
    good: () => ({ reason: "不在清单内，请到法院" }),
    wrong: [
      ["reason", "", "请填写不予受理的理由和去处"],
      ["reason", long(401), "不予受理的理由和去处最多 400 个字，现在有 401 个字"],
    ],
  },
  "saying what was done": {
    who: "gridWorker",
    path: () => `${county.base}/matters/${ids.accepted}/outcome`,
    good: () => ({ outcome: "修好了" }),
    wrong: [["outcome", "", "请填写办理结果"]],
  },
  "scheduling a meeting": {
    who: "secretary",
    path: () => `${county.base}/meetings`,
    good: () => ({
      series: "countyJoint",
      orgUnitId: county.org.root,
      title: "联席会议",
      date: meetingDay,
      time: "09:00",
      place: "会议室",
      members: Object.values(county.units),
    }),
    wrong: [
      ["series", "", "请选择会议类型"],
      ["title", "", "请填写会议名称"],
      ["date", "2030-02-30", "请填写日期"],
      ["date", "0000-01-01", "请填写日期"],
      ["date", "9999-12-31", "请填写日期"],
      ["time", "25:00", "请填写开始时间，例如 09:30"],
      ["place", "", "请填写地点"],
      ["members", [], "请至少选择两个参会成员"],
    ],
  },
  "logging a resolution": {
    who: "secretary",
    path: () => `${county.base}/meetings/${ids.meeting}/resolutions`,
    good: () => ({ kind: "task", body: "换水管", leadId: county.units.water, dueDate: "" }),
    wrong: [
      ["kind", "", "请选择是任务还是决定"],
      ["body", "", "请填写决议内容"],
      ["leadId", "", "任务需要一个主办单位"],
      ["dueDate", "2020-01-01", "完成日期不能早于今天"],
      ["dueDate", "改天", "请填写日期"],
      ["dueDate", "9999-12-31", "请填写日期"],
    ],
  },
  "reporting progress": {
    who: "liaison",
    path: () => `${county.base}/resolutions/${ids.resolution}/progress`,
    good: () => ({ text: "开工了" }),
    wrong: [["text", "", "请填写进展"]],
  },
  "adding an org unit": {
    who: "admin",
    path: () => `${county.base}/org`,
    good: () => ({
      parentId: county.org.community,
      level: "grid",
      name: "第三网格",
      kind: "basic",
      code: "",
      households: "300",
    }),
    wrong: [
      ["name", "", "请填写名称"],
      ["name", "\u2800\ufe0f", "请填写名称"],
      ["level", "", "请选择层级"],
      ["level", "county", "按规则，这一级不能直接设在所选上级之下"],
      ["kind", "nonsense", "按规则，这一级没有这种网格"],
      ["code", "小写", "代码是 6 至 24 位数字或大写字母"],
      ["households", "三百", "户数是整数"],
      ["households", "1.5", "户数是整数"],
    ],
  },
  "adding a member unit": {
    who: "admin",
    path: () => `${county.base}/units`,
    good: () => ({ name: "第一中学", kind: "localUnit", orgUnitId: county.org.root }),
    wrong: [
      ["name", "", "请填写单位名称"],
      ["name", "自来水公司", "同名单位已经登记"],
      ["name", "自来水 公司", "同名单位已经登记"],
      ["kind", "nonsense", "请选择单位类型"],
      ["orgUnitId", "", "请选择登记地"],
    ],
  },
  "correcting an org unit": {
    who: "admin",
    path: () => `${county.base}/org/${county.org.otherCommunity}`,
    good: () => ({ revision: "1", name: "改过的社区", code: "411329001099", households: "300" }),
    wrong: [
      ["name", "", "请填写名称"],
      ["name", "北关 社区", "同一上级之下已经有同名的组织"],
      ["code", "abc", "代码是 6 至 24 位数字或大写字母"],
      ["households", "很多", "户数是整数"],
    ],
  },
  "correcting a member unit": {
    who: "admin",
    path: () => `${county.base}/units/${county.units.power}`,
    good: () => ({ revision: "1", name: "改过的公司", kind: "localUnit", orgUnitId: county.org.root }),
    wrong: [
      ["name", "", "请填写单位名称"],
      ["name", "自来水 公司", "同名单位已经登记"],
      ["kind", "nonsense", "请选择单位类型"],
      ["orgUnitId", "nowhere", "请在您负责的范围内选择登记地"],
    ],
  },
  "mending a name": {
    who: "admin",
    path: () => `${county.base}/people/${county.people.gridWorker.actor.accountId}/name`,
    good: () => ({ revision: "1", name: "王小丙" }),
    wrong: [
      ["name", "", "请填写姓名"],
      ["name", long(31), "姓名最多 30 个字，现在有 31 个字"],
    ],
  },
  "inviting a person": {
    who: "admin",
    path: () => `${county.base}/people/invitations`,
    good: () => ({ name: "王丙", role: "grid_worker", scope: county.org.grid }),
    wrong: [
      ["name", "", "请填写姓名"],
      ["name", "\u3164", "请填写姓名"],
      ["role", "", "请选择角色"],
      ["role", "operator", "请选择角色"],
      ["scope", "", "请选择范围"],
      ["role", "unit_liaison", "联络员的范围应是一个成员单位"],
    ],
  },
  "changing a password": {
    who: "inspector",
    path: () => `${county.base}/account/password`,
    good: () => ({ current: county.people.inspector.password, password: "长满槐树的那条街一直通到河边" }),
    wrong: [
      ["current", "", "请填写现在的密码"],
      ["current", "不是这个密码吧", "现在的密码不对"],
      ["password", "短", "密码至少 12 个字符，可以用一句自己记得住的话"],
    ],
  },
  "starting a draft of the rules": {
    who: "admin",
    path: () => `${county.base}/rules/versions`,
    good: () => ({ from: "version:1" }),
    wrong: [
      ["from", "", "请选择从哪一份改起"],
      ["from", "moon:1", "请选择从哪一份改起"],
    ],
  },
  "publishing rules": {
    who: "admin",
    path: () => `${county.base}/rules/${ids.draft}/publication`,
    good: () => ({ revision: "1", note: "按县里的通知修改", effectiveOn: "2031-01-01" }),
    wrong: [
      ["note", "", "请填写修改说明"],
      ["note", long(401), "修改说明最多 400 个字，现在有 401 个字"],
      ["effectiveOn", "2020-01-01", "生效日期不能早于今天"],
      ["effectiveOn", "改天", "请填写生效日期"],
      ["effectiveOn", "9999-12-31", "请填写生效日期"],
    ],
  },
  "opening a county": {
    who: "operator",
    path: () => "/operator/tenants",
    good: () => ({
      name: "新县",
      slug: "a-new-county",
      divisionCode: "411329",
      preset: "xinye",
      adminName: "赵丁",
    }),
    wrong: [
      ["name", "", "请填写县（市、区）名称"],
      ["slug", "Xinye", "网址标识用小写字母开头，可含数字和短横线，2 至 31 个字符"],
      ["slug", "operator", "这个标识留作系统使用，请换一个"],
      ["divisionCode", "41132", "行政区划代码是 6 位数字"],
      ["preset", "nonsense", "请选择做法模板"],
      ["adminName", "", "请填写管理员姓名"],
    ],
  },
  "opening a county by invitation": {
    who: "visitor",
    path: () => `/openings/${openToken}`,
    good: () => ({
      name: "新县",
      slug: "a-new-county",
      divisionCode: "411329",
      preset: "xinye",
      adminName: "赵丁",
    }),
    wrong: [["slug", "", "网址标识用小写字母开头，可含数字和短横线，2 至 31 个字符"]],
  },
};

async function browserOf(who: Form["who"]): Promise<Visitor> {
  if (who === "visitor") return newVisitor();
  if (who !== "operator") return signedIn(county, who);
  const browser = newVisitor();
  browser.cookies.set("lz_operator", await sessionOf(await operator(), "browser"));
  return browser;
}

/** What stands beside a field, by what its control says describes it; null where the page has no such field. */
function besideField(document: Parent, name: string): string | null {
  const controls = elements(document).filter((element) => attribute(element, "name") === name);
  const groups = named(document, "fieldset").filter((group) =>
    elements(group).some((element) => attribute(element, "name") === name),
  );
  const described = [...controls, ...groups].flatMap(
    (element) => attribute(element, "aria-describedby")?.split(" ") ?? [],
  );
  if (controls.length === 0) return null;
  const notes = described.map((note) => byId(document, note)).filter((note) => note !== undefined);
  const problems = notes.filter((note) => attribute(note, "class") === "problem");
  return problems.map(text).join();
}

const cases = Object.entries(forms).flatMap(([name, form]) =>
  form.wrong.map(([field, value, message]) => [name, field, value, message, form] as const),
);

describe("what can be mended is said beside its field, and the rest of the form stays as it was", () => {
  test.each(cases)("%s: %s %j", async (_name, field, value, message, form) => {
    const browser = await browserOf(form.who);
    const sent = { ...form.good(), [field]: value };
    const answer = await browser.post(form.path(), sent);
    const document = parse(await answer.text());
    expect(answer.status).toBe(422);

    const summary = byId(document, "problems");
    if (!summary) throw new Error("no summary of problems");
    const links = named(summary, "a");
    expect(links.map(text)).toContain(message);
    // Others lead to what the problem is about.
    for (const link of links.filter((each) => attribute(each, "href")?.startsWith("#"))) {
      expect(byId(document, attribute(link, "href")?.slice(1) ?? "")).toBeDefined();
    }
    const shown = besideField(document, field) || besideField(document, relatedTo(field));
    expect(shown).toBe(message);

    for (const [name, typed] of Object.entries(sent)) {
      if (name === field || /password|current/.test(name) || typed === "") continue;
      expect({ name, kept: keeps(document, name, typed) }).toEqual({ name, kept: true });
    }
    for (const input of named(document, "input")) {
      if (attribute(input, "type") === "password") expect(attribute(input, "value")).toBeUndefined();
    }
  });
});

/** A problem of two fields together stands beside the second. */
const relatedTo = (field: string): string => (field === "role" ? "scope" : field);

/** Whether a page still holds what was typed into a field. */
function keeps(document: Parent, name: string, typed: string | readonly string[]): boolean {
  return [typed].flat().every((value) =>
    elements(document).some((element) => {
      if (element.tagName === "option") {
        return attribute(element, "value") === value && attribute(element, "selected") !== undefined;
      }
      if (attribute(element, "name") !== name) return false;
      if (element.tagName === "textarea") return text(element) === value;
      const choice = ["radio", "checkbox"].includes(attribute(element, "type") ?? "");
      return (
        attribute(element, "value") === value && (!choice || attribute(element, "checked") !== undefined)
      );
    }),
  );
}

test("a form filled in correctly goes through, so that the cases above fail for their own reason", async () => {
  for (const [name, form] of Object.entries(forms)) {
    const answer = await (await browserOf(form.who)).post(form.path(), form.good());
    const gone = answer.status === 303 || (name.includes("by invitation") && answer.status < 500);
    expect({ name, status: answer.status, gone }).toMatchObject({ name, gone: true });
  }
});

import { beforeAll, describe, expect, test } from "vitest";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { Invalid, NotFound } from "../../worker/domain/errors.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { resolutionPage } from "../../worker/domain/resolutions/read.ts";
import { auditTail, timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { bearer } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let meetingId: string;
beforeAll(async () => {
  county = await newCounty();
  const { org, units } = county;
  // Housing is not asked.
  const { id } = await scheduleMeeting(county.as("secretary"), {
    series: "countyJoint",
    orgUnitId: org.root,
    title: "联席会议",
    date: meetingDay,
    time: "09:30",
    place: "第二会议室",
    members: [units.water, units.power, org.street],
  });
  meetingId = id;
});

async function reported(body = "三单元楼道的水管漏水"): Promise<{ id: string; number: string }> {
  const { id } = await county.matter({ body });
  const { number } = await matterPage(county.as("admin"), id);
  return { id, number };
}

const task = () => ({ meetingId, kind: "task", body: "更换水管", leadId: county.units.water });
const log = (matter: string | undefined, who: Who = "admin") =>
  logResolution(county.as(who), { ...task(), matter });

async function edit(id: string, more: object, who: Who = "admin") {
  const { revision } = await resolutionPage(county.as(who), id);
  const { meetingId: _meeting, ...content } = task();
  return editResolution(county.as(who), { ...content, resolutionId: id, revision, ...more });
}

const reads = (who: Who, matterId: string) => matterPage(county.as(who), matterId);

describe("a matter that a resolution settles", () => {
  test("is read by whom the meeting concerns, and by nobody else; who reported it stays covered", async () => {
    const { id, number } = await reported();
    for (const who of ["secretary", "liaison"] as const)
      await expect(reads(who, id)).rejects.toThrow(NotFound);
    const { id: resolutionId } = await log(number);
    for (const who of ["secretary", "liaison", "admin", "gridWorker", "inspector"] as const)
      expect((await reads(who, id)).resolutions).toMatchObject([{ id: resolutionId, state: "open" }]);
    for (const who of ["otherLiaison", "otherWorker"] as const)
      await expect(reads(who, id)).rejects.toThrow(NotFound);
    expect(await reads("liaison", id)).toMatchObject({
      reporterPhone: "138****5678",
      mayReveal: false,
      moves: [],
    });
    const liaison = await county.visit("liaison");
    const before = await auditTail(county, 1);
    expect((await liaison.post(`${county.base}/matters/${id}/reporter`)).status).toBe(403);
    expect((await liaison.post(`${county.base}/matters/${id}/acceptance`)).status).toBe(403);
    expect(await auditTail(county, 1)).toEqual(before);
  });

  test("leads there and back, on pages and for programs", async () => {
    const { id, number } = await reported();
    const { id: resolutionId } = await log(number);
    const liaison = await county.visit("liaison");
    const of = async (path: string) => (await liaison.get(`${county.base}${path}`)).text();
    expect(await of(`/resolutions/${resolutionId}`)).toContain(`href="${county.base}/matters/${id}"`);
    expect(await of(`/matters/${id}`)).toContain(`href="${county.base}/resolutions/${resolutionId}"`);
    // A grid worker reads what was decided, and belongs to no meeting.
    const worker = await (await county.visit("gridWorker")).get(`${county.base}/matters/${id}`);
    const words = await worker.text();
    expect(words).toContain("更换水管");
    expect(words).not.toContain(`/resolutions/${resolutionId}"`);
    const answer = async (path: string) => {
      const headers = bearer(await county.token("liaison"));
      return (await newVisitor().json("GET", `${county.base}/api/v1${path}`, undefined, headers)).json();
    };
    expect(await answer(`/resolutions/${resolutionId}`)).toMatchObject({ matter: { id, number } });
    expect(await answer(`/matters/${id}`)).toMatchObject({ resolutions: [{ id: resolutionId, number: 2 }] });
  });

  test("stands in the lists of its own units alone", async () => {
    const countsOf = async (who: Who) => (await mattersPage(county.as(who), {})).counts;
    const before = await countsOf("streetOfficer");
    const { number } = await reported();
    const after = await countsOf("streetOfficer");
    expect(Number(after.all)).toBe(Number(before.all) + 1);
    await log(number);
    expect(await countsOf("streetOfficer")).toEqual(after);
    expect((await (await county.visit("liaison")).get(`${county.base}/matters`)).status).toBe(403);
    expect((await (await county.visit("secretary")).get(`${county.base}/desk`)).status).toBe(200);
  });

  test("is named no more: then nobody reads it for that; what isn't sent stays", async () => {
    const { id, number } = await reported();
    const { id: resolutionId } = await log(number);
    await edit(resolutionId, { body: "尽快更换水管" }, "secretary");
    expect(await reads("liaison", id)).toMatchObject({ id });
    expect(await auditTail(county, 1)).toMatchObject([{ detail: { matter: id } }]);
    await edit(resolutionId, { matter: "" });
    await expect(reads("liaison", id)).rejects.toThrow(NotFound);
    expect((await reads("admin", id)).resolutions).toEqual([]);
    const told = (await timelineOf(county, `resolution:${resolutionId}`)).map(({ kind }) => kind);
    expect(told).toEqual(["logged", "settles", "edited", "edited", "settlesNoMore"]);
    expect(await auditTail(county, 1)).toMatchObject([
      { action: "resolution.edit", detail: { matter: null } },
    ]);
  });

  test("stays readable as long as one resolution names it", async () => {
    const { id, number } = await reported();
    const [{ id: first }] = [await log(number), await log(number)];
    await edit(first, { matter: "" });
    expect((await reads("liaison", id)).resolutions).toHaveLength(1);
  });
});

describe("which matter is meant", () => {
  test("is said by number, by its figures alone, or by words that lead to one", async () => {
    const { id, number } = await reported("劳动街窨井盖松动");
    const figures = number.slice(5).replace(/^0+/, "");
    for (const typed of [number, figures, "窨井盖"]) {
      const { id: resolutionId } = await log(typed);
      expect((await resolutionPage(county.as("admin"), resolutionId)).matter).toMatchObject({
        id,
        maySee: true,
      });
    }
  });

  test("is asked about where several are, or none", async () => {
    const { number: one } = await reported("公厕停水一天");
    const { number: other } = await reported("公厕停水两天");
    const both = await log("公厕停水").catch((error: Invalid) => error.problems[0]?.message);
    expect(both).toContain(`${other} 公厕停水两天；${one} 公厕停水一天`);
    await expect(log("没有这样的事")).rejects.toThrow(Invalid);
  });

  test("is found among those alone that the person may read", async () => {
    const { number } = await reported();
    await expect(log(number, "secretary")).rejects.toThrow("只能填您能查看的事项");
    await expect(log(number, "liaison")).rejects.toThrow(Invalid);
    // Who reads it through a meeting may leave it as it stands, or take it out.
    const { id } = await log(number);
    await edit(id, { matter: number, body: "换水管" }, "secretary");
    await edit(id, { matter: "" }, "secretary");
    await expect(edit(id, { matter: number }, "secretary")).rejects.toThrow(Invalid);
  });

  test("is typed without JavaScript, and what was typed stays with what is wrong", async () => {
    const { number } = await reported();
    const officer = await county.visit("admin");
    const at = `${county.base}/meetings/${meetingId}`;
    expect(await (await officer.get(at)).text()).toContain('name="matter"');
    expect(await (await (await county.visit("secretary")).get(at)).text()).not.toContain('name="matter"');
    const { meetingId: _meeting, ...content } = task();
    const wrong = await officer.post(`${at}/resolutions`, { ...content, matter: "没有这样的事" });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(html).toContain("没有找到。请核对事项编号");
    expect(html).toContain('value="没有这样的事"');
    const right = await officer.post(`${at}/resolutions`, { ...content, body: "修井", matter: number });
    expect(right.status).toBe(303);
    expect((await resolutionPage(county.as("admin"), await newest())).matter?.number).toBe(number);
  });

  async function newest(): Promise<string> {
    const { found } = await county.db.read({ found: county.db.orm.select().from(resolutions) });
    return found.sort((one, other) => one.id.localeCompare(other.id)).at(-1)?.id ?? "";
  }
});

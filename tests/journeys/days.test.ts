import { beforeAll, describe, expect, test } from "vitest";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { dispatched, dispatchRule, streetsMatter } from "../assignments/stages.ts";
import { publishRules, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { blown, callRow, gridRule, streetRule } from "../whistles/stages.ts";
import { atDesk, inBrowser, sizes } from "./walk.ts";

inBrowser();

const [phone] = sizes;

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await publishRules(county, ({ handling }) => {
    handling.whistles = [streetRule, gridRule];
    handling.dispatch = dispatchRule;
  });
});

/** How often something happened to a matter. */
const times = async (matterId: string, wanted: string) =>
  (await timelineOf(county, `matter:${matterId}`)).filter(({ kind }) => kind === wanted).length;

describe("on a phone whose network is cut twice", () => {
  test("a grid worker takes a matter, notes what is done, passes one up and settles one", async () => {
    const own = await county.matter();
    const large = await county.matter({ body: "路面塌了一块，下面是空的", place: "劳动街口" });
    const worker = await atDesk(phone, county, "gridWorker");
    await worker.look();
    await worker.press(/三单元楼道的水管/);
    await worker.look();
    await worker.pressCutOff("受理");
    await worker.look();
    await worker.press("受理");
    await worker.page.getByText("办理中").first().waitFor();
    expect(await times(own.id, "accepted")).toBe(1);

    await worker.page.getByText("记录办理进展").click();
    await worker.page.getByLabel("办理进展").fill("已关阀门，下午换管");
    await worker.page.getByLabel("上报人和工作人员").check();
    await worker.press("记录进展");
    await worker.page.getByText("已关阀门，下午换管").first().waitFor();
    await worker.look();

    await worker.page.getByLabel("办理结果").fill("水管已更换，不再漏水");
    await worker.pressUnanswered("提交办理结果");
    await worker.look();
    expect(await worker.page.getByLabel("办理结果").inputValue()).toBe("水管已更换，不再漏水");
    await worker.press("提交办理结果");
    await worker.page.getByText("待评价").first().waitFor();
    expect(await times(own.id, "resolved")).toBe(1);
    await worker.look();

    await worker.open(`${county.base}/desk`);
    await worker.press(/路面塌了一块/);
    await worker.page.getByText("本级办不了，要上报").click();
    await worker.page.getByLabel("上报的原因").fill("要专业队伍勘查");
    await worker.press("上报上一级");
    await worker.page
      .getByText(/转到北关社区/)
      .first()
      .waitFor();
    await worker.look();
    expect(await times(large.id, "raised")).toBe(1);
    await worker.context.close();
  });

  test("a street officer dispatches a matter, urges another and blows a whistle", async () => {
    const matter = await streetsMatter(county);
    const below = await county.matter({ body: "小区门口堆了建筑垃圾", place: "劳动街小区" });
    await raiseMatter(county.as("gridWorker"), { matterId: below.id, reason: "找不到是谁堆的" });
    const officer = await atDesk(phone, county, "streetOfficer");
    await officer.look();
    await officer.open(`${county.base}/matters/${matter.id}`);
    await officer.look();
    await officer.press("派给主办、协办单位");
    await officer.look();
    await officer.page.getByLabel("办理要求").fill("今天查清漏点，三天内修好");
    await officer.page.getByLabel("主办单位").selectOption({ label: "自来水公司" });
    await officer.pressCutOff("派单");
    await officer.look();
    expect(await officer.page.getByLabel("办理要求").inputValue()).toBe("今天查清漏点，三天内修好");
    await officer.press("派单");
    await officer.page
      .getByText(/自来水公司主办/)
      .first()
      .waitFor();
    await officer.look();
    expect(await times(matter.id, "dispatched")).toBe(1);

    await officer.open(`${county.base}/matters/${below.id}`);
    await officer.page.getByText("催办").first().click();
    await officer.page.getByLabel("催办的要求").fill("今天清走，拍照不用");
    await officer.pressUnanswered("催办");
    await officer.press("催办");
    await officer.page.getByText("第 1 次催办").first().waitFor();
    expect(await times(below.id, "urged")).toBe(1);
    await officer.look();

    await officer.open(`${county.base}/whistles`);
    await officer.look();
    await officer.press(/吹哨/);
    await officer.look();
    await officer.page.getByLabel("公共安全").check();
    await officer.page.getByLabel("要做什么").fill("一起去看沿街商铺的电线");
    await officer.page.getByLabel("自来水公司").check();
    await officer.pressCutOff("吹哨");
    await officer.look();
    await officer.press("吹哨");
    await officer.page.getByText("一起去看沿街商铺的电线").first().waitFor();
    await officer.look();
    await officer.context.close();
  });

  test("a liaison signs what it is called to, reports in, and answers what it is given", async () => {
    const call = await blown(county, { body: "看临街广告牌是否松动" });
    const part = await dispatched(county, { assisting: [] });
    const liaison = await atDesk(phone, county, "liaison");
    await liaison.look();
    await liaison.press(/临街广告牌/);
    await liaison.look();
    await liaison.pressCutOff("签收");
    for (const words of ["签收", "联系", "报到"]) await liaison.press(words);
    await liaison.page.getByText("已报到").first().waitFor();
    await liaison.look();
    expect((await callRow(county, call.water)).state).toBe("reportedIn");

    await liaison.open(`${county.base}/assignments/${part.lead}`);
    await liaison.look();
    await liaison.press("签收");
    await liaison.page.getByLabel("办理情况").fill("漏点已经修好，水压恢复");
    await liaison.pressUnanswered("答复办理情况");
    expect(await liaison.page.getByLabel("办理情况").inputValue()).toBe("漏点已经修好，水压恢复");
    await liaison.press("答复办理情况");
    await liaison.page.getByText("已答复").first().waitFor();
    await liaison.look();
    expect(await times(part.matterId, "partAnswered")).toBe(1);
    await liaison.context.close();
  });
});

import { beforeAll, describe, expect } from "vitest";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { type County, newCounty } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { atDesk, inBrowser, sizes, walksIn } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
  for (const name of ["甲关社区", "乙关社区", "丙关社区"])
    await addOrgUnit(county.as("admin"), { parentId: county.org.street, level: "community", name });
});

const ways = sizes.flatMap((size) => [true, false].map((javaScript) => ({ size, javaScript })));

describe.for(ways)("$size.width wide, with scripts: $javaScript", (way) => {
  const walk = walksIn(way, ways);

  const refreshed = async () => {
    const { id } = await county.meeting();
    const office = await atDesk(way.size, county, "secretary", way);
    // As after logging: the page is shown with a fragment in its address.
    await office.open(`${county.base}/meetings/${id}#resolutions`);
    await office.page.getByLabel("决议内容").fill("还没写完");
    for (const body of ["更换水管", "修补路面"]) {
      await county.resolution(id, body);
      await office.page.getByRole("link", { name: "刷新" }).click();
      await office.page.getByText(body).first().waitFor();
    }
    if (way.javaScript) expect(await office.page.getByLabel("决议内容").inputValue()).toBe("还没写完");
    await office.look();
    await office.context.close();
  };

  const convened = async () => {
    const office = await atDesk(way.size, county, "secretary", way);
    await office.open(`${county.base}/meetings/new`);
    await office.look();
    await office.page.getByLabel("县城市基层治理联席会议").check();
    await office.press("下一步");
    await office.look();
    await office.page.getByLabel("会议名称").fill("第四季度联席会议");
    await office.page.getByLabel("日期").fill(meetingDay);
    await office.page.getByLabel("开始时间").fill("09:30");
    await office.page.getByLabel("地点").fill("第二会议室");
    await office.press("全部不选");
    await office.page.getByLabel("查找成员").fill("关社区");
    if (way.javaScript) await office.page.getByLabel("查找成员").press("Enter");
    else await office.press(/^查找$/);
    await office.look();
    expect(await office.page.getByLabel("住建局").isVisible()).toBe(false);
    await office.page.getByLabel("甲关社区").check();
    await office.page.getByLabel("丙关社区").check();
    expect(await office.page.getByLabel("会议名称").inputValue()).toBe("第四季度联席会议");
    await office.press("安排会议");
    await office.page.getByText("会议已安排").waitFor();
    const words = await office.words();
    expect(words).toMatch(/甲关社区、丙关社区|丙关社区、甲关社区/);
    expect(words).toContain("参会成员（2 个）");
    await office.look();
    await office.context.close();
  };

  walk("what others logged is there after pressing 刷新, and what is being typed stays", refreshed);
  walk("a secretary finds members by name and convenes them", convened);
  walk("members are found and convened in another way", convened);
  walk("the list is loaded again, also from an address that is shown already", refreshed);
});

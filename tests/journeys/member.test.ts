import { beforeAll, describe, expect } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { atDesk, inBrowser, signedIn, sizes, walksIn } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

describe.for(sizes)("on a screen of $width × $height", (size) => {
  const walk = walksIn(size, sizes);
  walk(
    "a member logs a resolution; the lead unit finds it, reports and completes it; the office accepts it",
    async () => {
      const { id } = await county.meeting();
      const member = await signedIn(size, county.base, county.people.otherLiaison);
      await member.look();
      await member.open(`${county.base}/meetings`);
      await member.press("城市基层治理联席会议");
      await member.look();
      await member.press("记录决议");
      await member.look();
      expect(await member.words()).toContain("请填写决议内容");
      const body = `更换北关社区的老旧水管 ${size.width}`;
      await member.page.getByLabel("决议内容").fill(body);
      await member.page.getByLabel("主办单位").selectOption({ label: "自来水公司" });
      await member.press("记录决议");
      await member.page.getByText(body).first().waitFor();
      await member.look();

      const lead = await atDesk(size, county, "liaison");
      await lead.look();
      await lead.press(body);
      await lead.look();
      expect(await lead.words()).toContain("按规则");
      await lead.page.getByLabel("进展或完成情况").fill("材料已到货，明天进场");
      await lead.press("报告进展");
      await lead.page.getByText("材料已到货，明天进场").waitFor();
      await lead.page.getByLabel("进展或完成情况").fill("全部更换完毕，试压合格");
      await lead.press("报告完成");
      await lead.page.getByText("待验收").first().waitFor();
      await lead.look();

      const office = await atDesk(size, county, "secretary");
      await office.press(body);
      await office.look();
      await office.press("验收通过");
      await office.page.getByText("已完成").first().waitFor();
      await office.look();

      await office.open(`${county.base}/meetings/${id}`);
      await office.page.getByText("登记到会情况").click();
      await office.page.locator("select[name^='came.']").first().selectOption("proxy");
      await office.press("结束会议");
      await office.page.getByText("已召开").first().waitFor();
      await office.look();
      for (const person of [member, lead, office]) await person.context.close();
    },
  );

  walk("whoever saves second is told who changed what, and keeps their own words", async () => {
    const { id: meetingId } = await county.meeting();
    const { id } = await county.resolution(meetingId);
    const first = await atDesk(size, county, "secretary");
    const second = await atDesk(size, county, "liaison");
    for (const person of [first, second]) await person.open(`${county.base}/resolutions/${id}/edit`);
    await first.page.getByLabel("决议内容").fill("先保存的内容");
    await first.press("保存修改");
    await first.page.getByText("先保存的内容").first().waitFor();
    await second.page.getByLabel("决议内容").fill("后保存的内容");
    await second.press("保存修改");
    await second.page.getByText(county.people.secretary.actor.name).first().waitFor();
    await second.look();
    expect(await second.words()).toContain("先保存的内容");
    expect(await second.page.getByLabel("决议内容").inputValue()).toBe("后保存的内容");
    await second.press("用我的内容覆盖");
    await second.page.getByText("后保存的内容").first().waitFor();
    for (const person of [first, second]) await person.context.close();
  });
});

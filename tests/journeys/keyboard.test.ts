import { beforeAll, expect, test } from "vitest";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { atDesk, inBrowser, type Walker } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
  for (const body of ["路灯不亮，晚上看不见路", "三单元楼道的水管漏水", "垃圾桶满了三天没人清运"])
    await county.matter({ body });
});

const desk = { width: 1280, height: 800 } as const;

/** Somebody who has a keyboard and nothing else. */
async function typing(who: Who, path: string) {
  const person = await atDesk(desk, county, who);
  await person.open(`${county.base}${path}`);
  const { page } = person;
  const held = () => page.evaluate<string>(`document.activeElement?.textContent?.trim() ?? ""`);
  /** What a field is labelled, or else what stands in what has the focus. */
  const named = () =>
    page.evaluate<string>(
      `(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? ""`,
    );
  return {
    person,
    page,
    held,
    press: (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve()),
    type: (words: string) => page.keyboard.type(words),
    /** Tab by Tab, as far as it takes. */
    async to(words: string) {
      for (let step = 0; step < 120; step++) {
        await page.keyboard.press("Tab");
        if ((await named()).startsWith(words)) return;
      }
      throw new Error(`no Tab leads to ${words}`);
    },
    /** Enter on what leads to another page. */
    async enter() {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      await page.waitForLoadState("load");
    },
  };
}

const away = (person: Walker) => person.context.close();

test("a grid worker looks for a report, takes it on and says what was done", async () => {
  const { person, page, press, type, to, held, enter } = await typing("gridWorker", "/matters");
  await press("/");
  await type("水管");
  await press("Enter");
  await page.getByText("路灯不亮").waitFor({ state: "detached" });
  await press("Tab");
  await press("j");
  expect(await held()).toContain("水管漏水");
  await enter();
  await to("受理");
  await press("Enter");
  await page.getByText("办理中").first().waitFor();
  await to("办理结果");
  await type("已更换水管，试压合格");
  await to("提交办理结果");
  await press("Enter");
  await page.getByText("待评价").first().waitFor();
  await person.look();
  await away(person);
});

test("a liaison reports on a task, and a secretary approves what was chosen", async () => {
  const { id: meetingId } = await county.meeting();
  const { id: resolutionId } = await county.resolution(meetingId, "更换北关社区的老旧水管");
  const liaison = await typing("liaison", "/resolutions");
  await liaison.press("j");
  expect(await liaison.held()).toContain("更换北关社区的老旧水管");
  await liaison.enter();
  await liaison.to("进展或完成情况");
  await liaison.type("材料已到货，明天进场");
  await liaison.to("报告进展");
  await liaison.press("Enter");
  await liaison.page.getByText("材料已到货，明天进场").first().waitFor();
  await completeResolution(county.as("liaison"), { resolutionId, text: "全部更换完毕" });

  const secretary = await typing("secretary", "/resolutions");
  await secretary.to("待验收");
  await secretary.press("Enter");
  await secretary.page.getByText("验收通过所选").waitFor();
  // The list was swapped, and the focus is where it was.
  expect(await secretary.held()).toContain("待验收");
  await secretary.press("j", "x");
  await secretary.page.getByText("已选 1 项").waitFor();
  await secretary.to("验收通过所选");
  await secretary.enter();
  await secretary.page.getByText("1 项办好了").waitFor();
  for (const { person } of [liaison, secretary]) {
    await person.look();
    await away(person);
  }
});

test("an admin narrows a list and keeps the place; an inspector asks which keys there are", async () => {
  const admin = await typing("admin", "/matters");
  await admin.to("状态");
  await admin.press("Enter");
  await admin.to("待受理");
  await admin.press("Enter");
  await admin.page.locator(".pill-chosen", { hasText: "状态：待受理" }).waitFor();
  await admin.press("j", "j", "k");
  expect(await admin.held()).toContain("路灯不亮");
  const inspector = await typing("inspector", "/matters");
  await inspector.press("?");
  await inspector.page.getByRole("dialog").waitFor();
  await inspector.person.look();
  await inspector.press("Escape");
  await inspector.page.getByRole("dialog").waitFor({ state: "hidden" });
  await inspector.press("j");
  await inspector.enter();
  expect(new URL(inspector.page.url()).pathname).toMatch(/\/matters\/[\w-]+$/);
  for (const { person } of [admin, inspector]) {
    await person.look();
    await away(person);
  }
});

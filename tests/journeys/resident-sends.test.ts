import { beforeAll, expect, test } from "vitest";
import { sample } from "../photos/samples.ts";
import { type County, newCounty } from "../support/county.ts";
import { inBrowser, sizes, walker } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const photo = { name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from(sample("placed.jpg")) };

test.each(
  sizes.flatMap((size) => [true, false].map((javaScript) => [size.width, javaScript, size] as const)),
)(
  "a resident reports with a photo, adds another, and withdraws: %i px, JavaScript %s",
  async (_width, javaScript, size) => {
    const { page, open, press, look, words } = await walker(size, { javaScript });
    await open(`${county.base}/matters/new?category=lighting&orgUnitId=${county.org.community}`);
    await page.getByLabel("情况说明").fill("路灯坏了三盏");
    await page.getByLabel("具体位置").fill("北门外");
    await page.locator("input[type=file]").setInputFiles([photo]);
    await look();
    await press("提交事项");
    expect(await page.locator(".photos img").count()).toBe(1);
    await page.getByText("还有要补充的，写在这里").click();
    await page.getByLabel("补充的情况").fill("北门里面也坏了一盏");
    await page.locator("input[type=file]").setInputFiles([photo]);
    await press("补充情况");
    expect(await words()).toContain("您补充了情况");
    expect(await page.locator(".photos img").count()).toBe(2);
    await look();
    await press("撤回这件事项");
    await look();
    await page.getByLabel("撤回的原因").fill("自己修好了");
    await press("撤回事项");
    for (const part of ["已撤回", "自己修好了"]) expect(await words()).toContain(part);
    await look();
  },
);

import decodeQR from "qr/decode.js";
import { beforeAll, describe, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { atDesk, inBrowser, sizes, type Walker, walker } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const [phone, desk] = sizes;
/** Old phones run no script; the two others are walked with `--full`. */
const ways = [
  { size: phone, javaScript: false },
  { size: desk, javaScript: true },
  { size: phone, javaScript: true },
  { size: desk, javaScript: false },
];

interface Pixels {
  width: number;
  height: number;
  data: number[];
}

/** The address to keep: scanned from the screen as a camera would, and copied, where a script runs. */
async function keeps({ page, context }: Walker, javaScript: boolean): Promise<void> {
  const code = page.getByRole("img", { name: "本页网址的二维码" });
  expect(await code.isVisible()).toBe(true);
  const button = page.getByRole("button", { name: "复制本页网址" });
  expect(await button.isVisible()).toBe(javaScript);
  if (!javaScript) return;
  const png = (await code.screenshot()).toString("base64");
  const { data, ...size } = await page.evaluate<Pixels>(pixelsOf(png));
  expect(decodeQR({ ...size, data: new Uint8ClampedArray(data) })).toBe(page.url());
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await button.click();
  await page.getByText("已复制").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(page.url());
}

/** Run in the browser, which knows how to read its own picture. */
const pixelsOf = (png: string) => `(async () => {
  const picture = await createImageBitmap(new Blob([Uint8Array.from(atob("${png}"), (each) => each.charCodeAt(0))]));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  return { width, height, data: [...canvas.getImageData(0, 0, width, height).data] };
})()`;

describe.for(isFull ? ways : ways.slice(0, 2))(
  "on a screen of $size.width × $size.height (JavaScript: $javaScript)",
  ({ size, javaScript }) => {
    test("a resident files a matter and follows it to the end", async () => {
      const resident = await walker(size, { javaScript });
      await resident.open(county.base);
      await resident.look();
      await resident.press("提交事项");
      await resident.look();
      await resident.page.getByLabel("一句话说说是什么事").fill("灯坏了");
      if (!javaScript) await resident.press("查找");
      // With JavaScript the list follows what is typed.
      await resident.page.getByText("找到 1 类").waitFor();
      await resident.look();
      await resident.press("路灯照明");
      await resident.look();
      await resident.page.getByLabel("事情发生在哪个社区").selectOption({ label: "北关社区" });
      await resident.press("下一步");
      await resident.look();

      await resident.press("提交事项");
      await resident.look();
      expect(await resident.words()).toContain("请填写情况说明");

      expect(await resident.page.getByLabel("事项类别").inputValue()).toBe("lighting");
      await resident.page.getByLabel("情况说明").fill("劳动街口的路灯三天不亮了");
      await resident.page.getByLabel("具体位置").fill("劳动街口");
      await resident.page.getByLabel("第一网格").check();
      await resident.page.getByLabel("联系电话").fill("13812345678");
      await resident.press("提交事项");
      await resident.look();
      expect(await resident.words()).toMatch(/\w{4}-\w{4}-\w{4}-\w{4}/);
      const receipt = new URL(resident.page.url()).pathname;
      await keeps(resident, javaScript);

      const worker = await atDesk(size, county, "gridWorker");
      await worker.look();
      await worker.press(/劳动街口的路灯/);
      await worker.look();
      await worker.press("受理");
      await worker.page.getByLabel("办理结果").fill("已更换灯具并接通电源");
      await worker.press("提交办理结果");
      await worker.look();
      expect(await worker.words()).toContain("待评价");

      await resident.open(receipt);
      await resident.look();
      expect(await resident.words()).toContain("已更换灯具并接通电源");
      await resident.page.getByLabel("已经解决").check();
      await resident.press(/提交评价/);
      await resident.look();
      expect(await resident.words()).toContain("已办结");
      await resident.context.close();
      await worker.context.close();
    });
  },
);

import { crc32, deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { photos } from "../../db/tenant/schema/photos.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { sample, sewn } from "../photos/samples.ts";
import { type County, newCounty } from "../support/county.ts";
import { stack } from "../support/stack.ts";
import { atDesk, inBrowser, type Size, sizes, walker } from "./walk.ts";

inBrowser();

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const [phone] = sizes as readonly [Size, Size];

/** A photo as large as cameras make them: stripes of 3000 by 2000 pixels. */
function large(): Buffer {
  const [width, height] = [3000, 2000];
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) row.set([x % 256, (x * 7) % 256, 120], 1 + x * 3);
  const chunk = (kind: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind), body]);
    const size = Buffer.alloc(8);
    size.writeUInt32BE(body.length, 0);
    size.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([size.subarray(0, 4), named, size.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const mark = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([mark, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

test("what is more than the form takes isn't sent, where JavaScript runs", async () => {
  const { id } = await county.matter();
  await acceptMatter(county.as("gridWorker"), { matterId: id });
  const worker = await atDesk(phone, county, "gridWorker");
  await worker.open(`${county.base}/matters/${id}`);
  const { page } = worker;
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") sent++;
  });
  await page.getByText("记录办理进展").click();
  await page.getByLabel("办理进展").first().fill("写了很久");
  await page.getByLabel("只有工作人员").first().check();
  // What can't be read here can't be made smaller either.
  const files = (number: number, size: number) =>
    Array.from({ length: number }, (_, index) => ({
      name: `${index}.jpg`,
      mimeType: "image/jpeg",
      buffer: Buffer.alloc(size),
    }));
  const chosen = page.locator("input[type=file]");
  const button = page.locator("main").getByRole("button", { name: "记录进展" });
  for (const [many, said] of [
    [files(7, 10), "最多 6 张，现在选了 7 张"],
    [files(2, 7 * 1024 * 1024), "合计最多 12 MB，现在有 14.0 MB"],
  ] as const) {
    await chosen.setInputFiles(many);
    await page.getByText(said).waitFor();
    await button.click();
    await page.getByText(said).waitFor();
  }
  await worker.look();
  expect(sent).toBe(0);
  await chosen.setInputFiles({
    name: "a.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from(sample("placed.jpg")),
  });
  await page.getByText("已选 1 张").waitFor();
  await button.click();
  await page.getByText("已记录进展").first().waitFor();
  expect(sent).toBe(1);
});

describe.each([
  ["with JavaScript", true],
  ["without", false],
])("on a telephone, %s", (_how, javaScript) => {
  test("photos are noted with the progress, and seen by whoever reported the matter", async () => {
    const { id, receiptCode } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const worker = await atDesk(phone, county, "gridWorker", { javaScript });
    await worker.open(`${county.base}/matters/${id}`);
    const { page } = worker;
    await page.getByText("记录办理进展").click();
    await worker.look();
    await page.getByLabel("办理进展").first().fill("已经换好三单元的水管，明天回访。");
    await page.getByLabel("上报人和工作人员").first().check();
    const first = { name: "一.png", mimeType: "image/png", buffer: large() };
    const second = { name: "二.jpg", mimeType: "image/jpeg", buffer: Buffer.from(sample("placed.jpg")) };
    await page.locator("input[type=file]").setInputFiles([first, second]);
    if (javaScript) {
      await page.getByText(/已选 2 张，共 \d+\.\d MB/).waitFor();
      await worker.look();
    }
    await page.locator("main").getByRole("button", { name: "记录进展" }).click();
    await page.getByText("已记录进展").first().waitFor();
    await page.getByAltText("照片 2，共 2 张").scrollIntoViewIfNeeded();
    await worker.look();
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(photos) });
    const kept = rows.filter(({ matterId }) => matterId === id);
    expect(kept.map(({ type, width, height }) => [type, width, height])).toEqual(
      javaScript
        ? [
            ["image/jpeg", 1600, 1067],
            ["image/jpeg", 8, 12],
          ]
        : [
            ["image/png", 3000, 2000],
            ["image/jpeg", 8, 12],
          ],
    );

    const resident = await walker(phone, { javaScript });
    await resident.open(`${county.base}/receipts/${receiptCode}`);
    await resident.page.getByAltText("照片 1，共 2 张").scrollIntoViewIfNeeded();
    await resident.look();
    // It is really drawn, upright, and opens whole.
    if (javaScript) {
      const drawn = '[...document.querySelectorAll(".photos img")].at(-1)';
      await expect
        .poll(() => resident.page.evaluate(`[${drawn}.naturalWidth, ${drawn}.naturalHeight]`))
        .toEqual([8, 12]);
    }
    await resident.page.getByAltText("照片 1，共 2 张").click();
    await resident.page.waitForURL(`${stack.url}${county.base}/receipts/${receiptCode}/photos/*`);
  });

  test("signed out meanwhile, the words come back, and are sent once the photo is chosen again", async () => {
    const { id } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const worker = await atDesk(phone, county, "gridWorker", { javaScript });
    await worker.open(`${county.base}/matters/${id}`);
    const { page, context } = worker;
    await page.getByText("记录办理进展").click();
    await page.getByLabel("办理进展").first().fill("写了很久");
    await page.getByLabel("只有工作人员").first().check();
    const choose = async () => {
      // As large as cameras make them: without JavaScript more than is read of strangers.
      const photo = sewn(sample("placed.jpg"), new Uint8Array(400_000));
      const file = { name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from(photo) };
      await page.locator("input[type=file]").setInputFiles([file]);
      if (javaScript) await page.getByText("已选 1 张").waitFor();
    };
    await choose();
    const cookies = await context.cookies();
    await context.clearCookies();
    await page.locator("main").getByRole("button", { name: "记录进展" }).click();
    await page.getByText("选过的照片没有保存").waitFor();
    await page.getByText("写了很久").waitFor();
    await worker.look();
    await context.addCookies(cookies);
    await choose();
    await page.getByRole("button", { name: "再次提交" }).click();
    await page.getByText("已记录进展").first().waitFor();
    await page.getByText("写了很久").waitFor();
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(photos) });
    expect(rows.filter(({ matterId }) => matterId === id)).toHaveLength(1);
  });

  test("what isn't a photo comes back with a word, and what was written stays", async () => {
    const { id } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const worker = await atDesk(phone, county, "gridWorker", { javaScript });
    await worker.open(`${county.base}/matters/${id}`);
    const { page } = worker;
    await page.getByText("记录办理进展").click();
    await page.getByLabel("办理进展").first().fill("写了很久");
    await page.getByLabel("只有工作人员").first().check();
    const drawing = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");
    await page
      .locator("input[type=file]")
      .setInputFiles([{ name: "a.jpg", mimeType: "image/jpeg", buffer: drawing }]);
    await page.locator("main").getByRole("button", { name: "记录进展" }).click();
    await page.getByText("第 1 张不是照片").first().waitFor();
    await page.getByText("选过的照片没有保存").waitFor();
    expect(await page.getByLabel("办理进展").first().inputValue()).toBe("写了很久");
    await worker.look();
  });
});

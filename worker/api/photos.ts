import * as z from "zod";
import { id } from "../domain/kernel/input.ts";
import { matter } from "../domain/matters/matter.ts";
import { photoForStaff, photoOnReceipt } from "../domain/photos/of-matter.ts";
import { photoTypes } from "../domain/photos/read.ts";
import { photoAnswer } from "../http/photo.ts";
import type { Endpoint } from "./endpoint.ts";

const photoId = id("照片");
const common = { method: "get", output: z.unknown(), status: 200, files: photoTypes } as const;

const ofMatter = z.strictObject({ matterId: id("事项"), photoId });
const onReceipt = z.strictObject({ receiptCode: z.string().max(60), photoId });

/** The photos of notes and of reports, as the pages serve them. */
export const photoReads: readonly Endpoint[] = [
  {
    ...common,
    path: "/matters/{matterId}/photos/{photoId}",
    right: matter.rights.view,
    summary: "上报时或办理进展里的一张照片",
    input: ofMatter,
    run: async (c, input) => {
      const { matterId, photoId } = ofMatter.parse(input);
      return photoAnswer(c, await photoForStaff(c.var.ctx, matterId, photoId));
    },
  },
  {
    ...common,
    path: "/receipts/{receiptCode}/photos/{photoId}",
    right: matter.rights.viewReceipt,
    summary: "凭回执码查看上报时或办理进展里的一张照片",
    input: onReceipt,
    run: async (c, input) => {
      const { receiptCode, photoId } = onReceipt.parse(input);
      return photoAnswer(c, await photoOnReceipt(c.var.ctx, receiptCode, photoId));
    },
  },
];

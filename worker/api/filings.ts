import * as z from "zod";
import { filing } from "../domain/filings/filing.ts";
import { filingsPage } from "../domain/filings/list.ts";
import { filingPage } from "../domain/filings/read.ts";
import { id } from "../domain/kernel/input.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import * as filings from "./filing-answers.ts";
import { before, list, questions } from "./lists.ts";

/** Months of whistles, filed. */
export const filingReads: readonly Endpoint[] = [
  reading(filing.rights.view, questions, list("filings", filingsPage), {
    path: "/filings",
    summary: "吹哨按月报备列表，最急的在前，每页 20 条；source 为月份",
    output: filings.Filings,
  }),
  reading(
    filing.rights.view,
    z.strictObject({ filingId: id("吹哨报备"), before }),
    async (ctx, { filingId, before }) => {
      const { due, ...page } = await filingPage(ctx, filingId, before);
      return { ...page, dueAt: due?.dueAt ?? null };
    },
    {
      path: "/filings/{filingId}",
      summary: "一个月的吹哨报备：没有报备的是现在的情况，报备了的是当时的",
      output: filings.Filing,
    },
  ),
];

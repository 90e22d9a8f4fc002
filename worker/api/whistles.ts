import * as z from "zod";
import { id } from "../domain/kernel/input.ts";
import { whistlesPage } from "../domain/whistles/list.ts";
import { whistlePage } from "../domain/whistles/read.ts";
import { callPage } from "../domain/whistles/read-call.ts";
import { whistle } from "../domain/whistles/whistle.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import { before, list, questions } from "./lists.ts";
import * as whistles from "./whistle-answers.ts";

/** Whistles, and those whom they call. */
export const whistleReads: readonly Endpoint[] = [
  reading(whistle.rights.view, questions, list("whistles", whistlesPage), {
    path: "/whistles",
    summary: "吹哨列表，最急的在前，每页 20 条",
    output: whistles.Whistles,
  }),
  reading(
    whistle.rights.view,
    z.strictObject({ whistleId: id("吹哨"), before }),
    (ctx, { whistleId, before }) => whistlePage(ctx, whistleId, before),
    { path: "/whistles/{whistleId}", summary: "吹哨和各方报到情况", output: whistles.Whistle },
  ),
  reading(
    whistle.rights.view,
    z.strictObject({ callId: id("报到"), before }),
    (ctx, { callId, before }) => callPage(ctx, callId, before),
    { path: "/calls/{callId}", summary: "一方的报到情况", output: whistles.Call },
  ),
];

import { pulses } from "../../../db/catalog/schema.ts";
import type { Builder, Query } from "../../../db/client.ts";
import type { Instant } from "../../time/instants.ts";

export type Part = (typeof pulses.$inferSelect)["part"];

/** For a write batch on the catalog: this part of the installation works at this moment. */
export const beat = (orm: Builder, part: Part, at: Instant): Query =>
  orm.insert(pulses).values({ part, at }).onConflictDoUpdate({ target: pulses.part, set: { at } });

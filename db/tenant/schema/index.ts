export * from "../../kernel/schema.ts";
export * from "./audit.ts";
export * from "./county.ts";
export * from "./matters.ts";
export * from "./meetings.ts";
export * from "./org.ts";
export * from "./whistles.ts";
export * from "./work.ts";

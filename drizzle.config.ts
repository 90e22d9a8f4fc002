import { defineConfig } from "drizzle-kit";

const wing = process.env.WING === "catalog" ? "catalog" : "tenant";

export default defineConfig({
  dialect: "sqlite",
  schema: wing === "catalog" ? "./db/catalog/schema.ts" : "./db/tenant/schema/index.ts",
  out: `./db/${wing}/migrations`,
});

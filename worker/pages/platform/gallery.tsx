import { Hono } from "hono";
import { GalleryPage } from "../../../views/gallery/gallery.tsx";
import { NotFound } from "../../domain/errors.ts";
import { tenant } from "../../domain/tenants/tenant.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { show } from "../show.ts";

/** The components, for whoever builds with them: an installation that is used for real has no such page. */
export const galleryPages = new Hono<AppEnv>();

galleryPages.get("/gallery", allow(tenant.rights.visitPlatform), (c) => {
  if (c.env.world.mode === "production") throw new NotFound();
  return show(c, <GalleryPage frame={frameOf(c, "组件")} part={c.req.query("part") ?? "basics"} />);
});

import { Hono } from "hono";
import { files } from "#files";
import { NotFound } from "../../domain/errors.ts";
import { tenant } from "../../domain/tenants/tenant.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { instant, toMs } from "../../time/instants.ts";

/** What programs ask for at the root of every host. */
export const rootFiles = new Hono<AppEnv>();

const visit = tenant.rights.visitPlatform;

/** Search engines find what residents read; that a receipt isn't kept its own page says. */
rootFiles.get("/robots.txt", allow(visit), (c) =>
  c.text("User-agent: *\nDisallow: /api/\nDisallow: /t/*/api/\nDisallow: /operator/\n"),
);

rootFiles.get("/favicon.ico", allow(visit), (c) => c.redirect(`${files}/favicon.svg`, 308));

const days = 24 * 60 * 60 * 1000;

/** RFC 9116. It asks for an end less than a year away: half a year from now, since the setting is in force as it is read. */
rootFiles.get("/.well-known/security.txt", allow(visit), (c) => {
  const { securityContact, publicUrl } = c.env.world;
  if (!securityContact) throw new NotFound("security.txt");
  const expires = instant(toMs(c.var.now) + 182 * days);
  return c.text(
    [
      `Contact: ${securityContact}`,
      `Expires: ${expires}`,
      "Preferred-Languages: zh, en",
      ...(publicUrl ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
      "",
    ].join("\n"),
  );
});

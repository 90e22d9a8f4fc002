/** Home, matters list and API POST as they would be written with Express and SQLite within the process. FILE, PORT. */
import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import express from "express";
import { dayOf, due, momentOf } from "./times.js";

const database = await import("better-sqlite3")
  .then(({ default: Database }) => new Database(process.env.FILE))
  .catch(async () => new (await import("node:sqlite")).DatabaseSync(process.env.FILE));
// As the database server of ours has it.
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");

const county = database.prepare("SELECT name, sample FROM county");
const officeHours = database.prepare("SELECT line FROM office_hours");
const solved = database.prepare(`
  SELECT coalesce(c.name, m.category) AS category, u.name AS unit, m.outcome, m.closed_at
  FROM matters m JOIN org_units u ON u.id = m.org_unit_id LEFT JOIN categories c ON c.key = m.category
  WHERE m.closure = 'solved' ORDER BY m.closed_at DESC LIMIT 5`);
const session = database.prepare(`
  SELECT s.id, a.id AS account, a.name FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE s.id = ? AND s.kind = ? AND s.expires_at > ? AND a.disabled_at IS NULL`);
const grants = database.prepare(
  "SELECT role, scope_id, scope_name FROM grants WHERE account_id = ? AND revoked_at IS NULL",
);
const matters = database.prepare(`
  SELECT m.id, m.number, m.state, m.closure, m.body, m.handler_name, m.reported_at, u.name AS unit,
    coalesce(c.path, m.category) AS category, (SELECT min(due_at) FROM clocks WHERE noun = 'matter' AND record = m.id
      AND kind = 'step' AND ended_at IS NULL) AS due_at
  FROM (SELECT DISTINCT record, sort FROM listings WHERE noun = 'matter' AND active = ?
      AND scope IN (SELECT value FROM json_each(?)) ORDER BY sort DESC LIMIT 21) page
    JOIN matters m ON m.id = page.record JOIN org_units u ON u.id = m.org_unit_id
    LEFT JOIN categories c ON c.key = m.category
  ORDER BY page.sort DESC`);
const seatOf = database.prepare("SELECT id, path FROM org_units WHERE id = ? AND closed_at IS NULL");
const kindOf = database.prepare("SELECT key FROM unit_kinds WHERE key = ?");
const known = database.prepare(
  "SELECT request_hash, result FROM idempotency WHERE actor = ? AND key = ? AND action = 'unit.add'",
);
const addUnit = database.prepare(
  "INSERT INTO member_units (id, name, kind, org_unit_id, org_path) VALUES (?, ?, ?, ?, ?)",
);
const addAudit = database.prepare(`
  INSERT INTO audit (at, actor_id, actor_name, action, subject, detail, request_id)
  VALUES (?, ?, ?, 'unit.add', ?, ?, ?)`);
const addKey = database.prepare("INSERT INTO idempotency VALUES (?, ?, 'unit.add', ?, ?, ?)");

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const headers = {
  "cache-control": "no-store",
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};
const roles = { county_admin: "县级管理员", meeting_secretary: "会议秘书", grid_worker: "网格员" };
const secret = randomBytes(32);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

const app = express();
app
  .set("views", `${import.meta.dirname}/views`)
  .set("view engine", "ejs")
  .set("etag", false)
  .disable("x-powered-by");
Object.assign(app.locals, { dayOf, momentOf, due });
app.use((req, res, next) => {
  const began = performance.now();
  req.id = randomUUID();
  res.set(headers).set("x-request-id", req.id);
  res.on("finish", () => {
    const { method, path } = req;
    console.log(
      JSON.stringify({ id: req.id, method, path, status: res.statusCode, ms: performance.now() - began }),
    );
  });
  next();
});

/** Lets in who is signed in, with account and rights. */
const signedIn = (kind, tokenOf) => (req, res, next) => {
  const token = tokenOf(req);
  const found = token && session.get(sha256(token), kind, Date.now());
  if (!found)
    return kind === "api" ? res.status(401).json({ status: 401 }) : res.redirect(303, "/session/new");
  req.person = { ...found, grants: grants.all(found.account) };
  next();
};
const byCookie = signedIn(
  "browser",
  (req) => /(?:^|; )lz_session=([\w-]+)/.exec(req.headers.cookie ?? "")?.[1],
);
const byBearer = signedIn("api", (req) => /^Bearer ([\w-]+)$/i.exec(req.headers.authorization ?? "")?.[1]);

app.get("/", (_req, res) => {
  res.render("home", {
    county: county.get(),
    matters: solved.all(),
    hours: officeHours.all(),
    now: Date.now(),
  });
});

app.get("/matters", byCookie, ({ person, query }, res) => {
  const done = query.done === "1";
  const rows = matters.all(done ? 0 : 1, JSON.stringify(person.grants.map((grant) => grant.scope_id)));
  const mark = createHmac("sha256", secret).update(person.id).digest("base64url").slice(0, 24);
  const posts = person.grants.map(({ role, scope_name: at }) => `${at} ${roles[role] ?? role}`).join("，");
  res.render("matters", { county: county.get(), matters: rows, person, posts, mark, done, now: Date.now() });
});

app.post(
  "/api/v1/member-units",
  byBearer,
  express.json({ limit: "128kb" }),
  ({ id, person, body, headers }, res) => {
    const name = typeof body?.name === "string" ? body.name.trim() : "";
    const seat = seatOf.get(String(body?.orgUnitId));
    const errors = [
      ...(name.length < 1 || name.length > 60 ? [{ path: "name", message: "请填写单位名称" }] : []),
      ...(kindOf.get(String(body?.kind)) ? [] : [{ path: "kind", message: "请选择单位类型" }]),
      ...(seat ? [] : [{ path: "orgUnitId", message: "请选择登记地" }]),
    ];
    if (errors.length > 0) return res.status(422).json({ status: 422, errors });
    const may = person.grants.some(
      ({ role, scope_id: at }) => role in roles && seat.path.includes(`/${at}/`),
    );
    if (!may) return res.status(403).json({ status: 403 });
    const key = headers["idempotency-key"] ?? randomUUID();
    const unit = { id: randomUUID(), name, kind: body.kind, seat };
    const { status, result } = register(id, person, key, unit);
    res.status(status).location("/api/v1/member-units").json(result);
  },
);

/** Unit, audit row and idempotency record in one transaction; a repeat answers as before. */
function register(requestId, person, key, { id, name, kind, seat }) {
  const hash = sha256(JSON.stringify([name, kind, seat.id]));
  const at = new Date().toISOString();
  database.exec("BEGIN IMMEDIATE");
  try {
    const before = known.get(person.account, key);
    if (before?.request_hash !== undefined && before.request_hash !== hash)
      throw new Error("another request");
    if (!before) {
      addUnit.run(id, name, kind, seat.id, seat.path);
      addAudit.run(at, person.account, person.name, `unit:${id}`, JSON.stringify({ name, kind }), requestId);
      addKey.run(person.account, key, hash, JSON.stringify({ id }), at);
    }
    database.exec("COMMIT");
    return { status: 201, result: before ? JSON.parse(before.result) : { id } };
  } catch (error) {
    database.exec("ROLLBACK");
    if (!/UNIQUE|another/.test(String(error))) throw error;
    return { status: 422, result: { status: 422, title: String(error) } };
  }
}

app.listen(Number(process.env.PORT), "127.0.0.1");

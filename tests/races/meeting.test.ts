import { and, asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, audit, grants } from "../../db/kernel/schema.ts";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { clocks, events } from "../../db/tenant/schema/work.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reportProgress } from "../../worker/domain/resolutions/progress.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { anchorOf, seal, verify } from "../audit/records.ts";
import { rollOf } from "../meetings/roll.ts";
import { type County, newCounty } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { bearer, sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";

/** As many liaisons as asked for, each of a unit of their own, with a token of their own. */
async function liaisons(county: County, many: number): Promise<{ unit: string; token: string }[]> {
  const { db, org, as } = county;
  const made = [];
  for (let index = 1; index <= many; index++) {
    const name = `第${index}小学`;
    const { id: unit } = await addUnit(as("admin"), { name, kind: "localUnit", orgUnitId: org.root });
    const accountId = newId(Date.now());
    await db.write([
      db.orm.insert(accounts).values({
        id: accountId,
        username: `school.${index}`,
        name: `${name}联络员`,
        passwordHash: "",
        createdAt: as("admin").now,
      }),
      db.orm.insert(grants).values({
        id: newId(Date.now()),
        accountId,
        role: "unit_liaison",
        scopeKind: "unit",
        scopeId: unit,
        scopeName: name,
        grantedAt: as("admin").now,
      }),
    ]);
    const actor = { kind: "person" as const, accountId, name: `${name}联络员`, grants: [] };
    made.push({ unit, token: await sessionOf({ ...as("admin"), actor }, "api") });
  }
  return made;
}

test("thirty members log a resolution at the same moment: all are stored, numbered 1 to 30", async () => {
  const county = await newCounty();
  const members = await liaisons(county, 30);
  const meeting = await scheduleMeeting(county.as("secretary"), {
    series: "countyJoint",
    orgUnitId: county.org.root,
    title: "联席会议",
    date: meetingDay,
    time: "09:30",
    place: "第二会议室",
    members: members.map(({ unit }) => unit),
  });
  const answers = await Promise.all(
    members.map(({ unit, token }, index) => {
      const task = { kind: "task", body: `第 ${index + 1} 件`, leadId: unit };
      const path = `${county.base}/api/v1/meetings/${meeting.id}/resolutions`;
      return newVisitor().json("POST", path, task, bearer(token));
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(members.map(() => 201));

  const { db } = county;
  await seal(county);
  const { kept, leading, told, entries } = await db.read({
    kept: db.orm
      .select()
      .from(resolutions)
      .where(eq(resolutions.meetingId, meeting.id))
      .orderBy(asc(resolutions.number)),
    leading: db.orm
      .select()
      .from(clocks)
      .where(and(eq(clocks.noun, "resolution"), eq(clocks.kind, "lead"))),
    told: db.orm.select().from(events).where(eq(events.kind, "logged")),
    entries: db.orm.select().from(audit).where(eq(audit.action, "resolution.log")),
  });
  expect(kept.map(({ number }) => number)).toEqual(members.map((_, index) => index + 1));
  expect(new Set(kept.map(({ body }) => body)).size).toBe(30);
  expect(new Set(leading.map(({ owner }) => owner))).toEqual(new Set(members.map(({ unit }) => unit)));
  expect([told.length, new Set(entries.map(({ actorId }) => actorId)).size]).toEqual([30, 30]);
  expect(await verify(county, [await anchorOf(county)])).toMatchObject({ brokenAt: null });
});

test("nothing is logged in a meeting that was closed while it was being logged", async () => {
  const county = await newCounty();
  const { id: meetingId } = await county.meeting();
  const closing = () => closeMeeting(county.as("secretary"), { meetingId, ...rollOf(county) });
  const slow = meanwhile(county.as("liaison"), closing);
  await expect(logResolution(slow, { meetingId, kind: "decision", body: "同意" })).rejects.toThrow(Conflict);
  const { kept, entries } = await county.db.read({
    kept: county.db.orm.select().from(resolutions),
    entries: county.db.orm.select().from(audit).where(eq(audit.action, "resolution.log")),
  });
  expect([kept, entries]).toEqual([[], []]);
});

test("no progress is reported on a task that was completed in the meantime", async () => {
  const county = await newCounty();
  const { id: resolutionId } = await county.resolution((await county.meeting()).id);
  const completing = () => completeResolution(county.as("liaison"), { resolutionId, text: "换好了" });
  const slow = meanwhile(county.as("admin"), completing);
  await expect(reportProgress(slow, { resolutionId, text: "刚开工" })).rejects.toThrow(Conflict);
  const { kept } = await county.db.read({
    kept: county.db.orm.select().from(events).where(eq(events.kind, "progressed")),
  });
  expect(kept).toEqual([]);
});

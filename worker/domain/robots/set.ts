import * as z from "zod";
import { robots } from "../../../db/tenant/schema/org.ts";
import { Conflict, Invalid } from "../errors.ts";
import { insert, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { line, optional, whole } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { stayOpen } from "../org/left.ts";
import { loadedRobot, scopeId, wholeRobot } from "./on-robot.ts";
import { type Place, placeOf } from "./places.ts";
import { keepers, refOf, robot } from "./robot.ts";
import { sealed } from "./seal.ts";
import { type RobotKind, robotKinds } from "./words.ts";

const SetRobot = z.strictObject({
  scopeId,
  /** Of the robot that was looked at; 0 where there was none. */
  revision: whole("这份表单不完整，请从单位的页面重新打开", { min: 0 }),
  address: line("机器人地址", 500),
  secret: optional(line("加签密钥", 200)),
});

/** Puts a robot into a unit's group, or another in its place. Address and secret are kept sealed, and said nowhere. */
export const setRobot = command({
  right: right("robot.set", "设置群机器人", keepers, robot.rights.view),
  input: SetRobot,
  operation: {
    resource: "/robots/{scopeId}",
    summary: "设置一个组织或成员单位的群机器人，代替原来的；地址和密钥以后不再显示",
    method: "put",
  },
  events: {
    set: happening<{ kind: RobotKind }>(({ kind }) => ({ title: `设置${robotKinds[kind]}群机器人` })),
  },
  load: (orm, { scopeId }) => wholeRobot(orm, scopeId),
  state: (rows) => loadedRobot(rows),
  scopes: ({ home }) => home.scopes,
  revision: ({ robot }) => robot?.revision ?? 0,
  prepare: ({ scopeId, address, secret }, ctx) => {
    const place = placeOf(address, ctx.robots.places);
    mustBeRobot(place);
    mustFit(place, secret);
    return sealed(ctx, scopeId, place, secret);
  },
  again: "robots.id",
  decide: ({ home, robot }, { revision }, { now, prepared }) => {
    if (home.isClosed) throw new Conflict(`“${home.name}”已经撤销或停用，先恢复它`);
    if (revision !== (robot?.revision ?? 0)) throw new Conflict("您打开之后，别人先改了这里的群机器人");
    const { kind, secret } = prepared;
    const set = { ...prepared, setAt: now, deliveredAt: null, failure: null, failedAt: null };
    return {
      result: { id: home.id },
      on: refOf(home.id),
      detail: { kind, signed: secret !== null },
      says: { set: { kind } },
      rows: [stayOpen(home.id), robot ? update(robots, robot, set) : insert(robots, { id: home.id, ...set })],
    };
  },
});

function mustBeRobot(place: Place | null): asserts place is Place {
  if (place) return;
  const message =
    "这不是群机器人的地址。请从机器人的设置里整个复制，例如 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…";
  throw new Invalid([{ path: "address", message }]);
}

function mustFit({ kind }: Place, secret: string | undefined): void {
  if (kind !== "wecom" || secret === undefined) return;
  throw new Invalid([{ path: "secret", message: "企业微信的群机器人没有加签密钥，请留空" }]);
}

import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { StateMark } from "../components/state.tsx";
import type { Child } from "../html.ts";

type Standing = Pick<TenantRow, "state" | "migrationError" | "schemaVersion">;

/** A ready county with nothing of its schema: its database is gone or another's, and its pages answer 503. */
export const isLost = ({ state, schemaVersion, migrationError }: Standing): boolean =>
  state === "ready" && schemaVersion === 0 && migrationError !== null;

/** Where a county's opening stands. A ready county with an error could not take up a new version's tables. */
export function TenantMark(props: { tenant: Standing }): Child {
  const { state, migrationError } = props.tenant;
  if (state === "failed") return <StateMark state="overdue">开通失败</StateMark>;
  if (state === "provisioning") return <StateMark state="waiting">正在开通</StateMark>;
  if (state === "removed") return <StateMark state="waiting">正在移除</StateMark>;
  if (isLost(props.tenant)) return <StateMark state="overdue">数据库不能用</StateMark>;
  if (migrationError !== null) return <StateMark state="overdue">升级失败</StateMark>;
  return <StateMark state="done">已开通</StateMark>;
}

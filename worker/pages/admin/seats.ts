import type { OptionGroup } from "../../../views/components/select.tsx";
import { countyRoles } from "../../domain/accounts/post.ts";
import { roles } from "../../domain/kernel/roles.ts";
import { inChineseOrder } from "../../text/order.ts";

/** The roles that somebody can hold in a county. */
export const roleOptions = countyRoles.map((value) => ({ value, label: roles[value] }));

interface Seat {
  id: string;
  name: string;
  level: string;
}

/** Org units as options, grouped by level from the top down. */
export function seatOptions(
  seats: readonly Seat[],
  levels: readonly { key: string; name: string }[],
): OptionGroup[] {
  const byLevel = Map.groupBy(seats, ({ level }) => level);
  return [...byLevel].map(([level, group]) => ({
    label: levels.find(({ key }) => key === level)?.name ?? level,
    options: inChineseOrder(group).map(({ id, name }) => ({ value: id, label: name })),
  }));
}

import type { Option } from "../components/select.tsx";

/** What people read for a role; the word itself where it is not among those offered. */
export function roleNameIn(roles: readonly Option[]): (role: string) => string {
  const names = new Map(roles.map(({ value, label }) => [value, label]));
  return (role) => names.get(role) ?? role;
}

import { expect, test } from "vitest";
import { firstDesk } from "../../worker/domain/matters/desks.ts";
import { lineage } from "../rules/acting/records.ts";
import { rulesOf } from "../rules/examples.ts";

const xinye = rulesOf("xinye");
const { levels } = xinye.handling;
const key = (at: number) => levels.at(at)?.key ?? "";
const routed = (level: string) =>
  rulesOf("xinye", {
    handling: {
      ...xinye.handling,
      routes: [{ key: "straight", name: "直达", sources: ["hotline"], level }],
    },
  });
const matter = { category: "drainage", source: "hotline" };

test("a matter starts at the lowest level, or where a route says", () => {
  expect(firstDesk(xinye, lineage, matter)?.step.key).toBe(key(0));
  expect(firstDesk(routed(key(-1)), lineage, matter)?.step.key).toBe(key(-1));
  expect(firstDesk(routed(key(-1)), lineage, { ...matter, source: "resident" })?.step.key).toBe(key(0));
});

test("where a place has no such level, at the next above", () => {
  const gridless = lineage.filter(({ level }) => level !== levels[0]?.level && level !== levels[1]?.level);
  expect(firstDesk(routed(key(0)), gridless, matter)?.step.key).toBe(key(2));
  expect(firstDesk(routed(key(1)), gridless, matter)?.step.key).toBe(key(2));
  expect(firstDesk(routed(key(1)), lineage, matter)?.step.key).toBe(key(1));
});

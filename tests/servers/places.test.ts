import { expect, test } from "vitest";
import { leastOccupied, placeOf, serverOf } from "../../worker/domain/tenants/places.ts";

const places = [1, 2, 3].map(placeOf);

test.each<[string | null | undefined, number]>([
  ["sqld:1", 1],
  ["sqld:12", 12],
  // As older versions kept it, and before there is anything to keep.
  ["http://127.0.0.1:40123", 1],
  ["http://127.0.0.1:40123,http://127.0.0.1:40124", 1],
  [null, 1],
  [undefined, 1],
  ["sqld:0", 1],
  ["sqld:2x", 1],
])("%j is server %i", (place, server) => {
  expect(serverOf(place)).toBe(server);
});

test.each<[string, [string | null, number][], string]>([
  ["nobody's yet: the first", [], "sqld:1"],
  ["one each: the first", places.map((place) => [place, 1]), "sqld:1"],
  ["the one with fewest", [["sqld:1", 5], ["sqld:2", 3], ["sqld:3", 4]], "sqld:2"], // biome-ignore format: a line each
  ["one that has none", [["sqld:1", 1], ["sqld:3", 1]], "sqld:2"], // biome-ignore format: a line each
  ["old addresses count for the first", [["http://127.0.0.1:1", 2], [null, 1], ["sqld:2", 2], ["sqld:3", 3]], "sqld:2"], // biome-ignore format: a line each
  ["servers that aren't asked for count for nobody", [["sqld:9", 1]], "sqld:1"],
])("of several places the next county gets %s", (_, counted, expected) => {
  const occupied = counted.map(([place, counties]) => ({ place, counties }));
  expect(leastOccupied(places, occupied)).toBe(expected);
});

test("one after the other they are spread evenly", () => {
  const placed: { place: string; counties: number }[] = [];
  for (let at = 0; at < 12; at++) placed.push({ place: leastOccupied(places, placed) ?? "", counties: 1 });
  expect(places.map((place) => placed.filter((each) => each.place === place).length)).toEqual([4, 4, 4]);
});

test("where somebody else places databases there is nothing to choose", () => {
  expect(leastOccupied([], [{ place: "libsql://a.example", counties: 1 }])).toBeNull();
});

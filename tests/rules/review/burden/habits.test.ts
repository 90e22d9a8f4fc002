import { describe, expect, test } from "vitest";
import type { RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import { assessed, found, hand, located, plain, points, rosters, rounds, scheme } from "./examples.ts";

describe("what is found, and where", () => {
  const ledger = "points.schemes.members";
  const marks = "assessments.schemes.community";
  const ranked = { byDay: 10, reviewWithin: { days: 5 }, audience: "public" as const, ranking: true };
  const lastInRanking = { key: "talk", name: "末位的作表态发言", bands: [] };
  const installs = {
    key: "app",
    name: "APP安装率不足",
    evidence: "统计表",
    effect: "zero" as const,
    appealWithin: { days: 5 },
  };

  test.each<[rule: string, at: string, name: string, Partial<RuleSet>]>([
    ["check-in", "duty.rosters.roster0", "值班", rosters({ checkIn: true })],
    ["check-in", "duty.rounds.round0", "走访", rounds({ checkIn: true })],
    ["check-in", "duty.rounds.round0", "每日打卡", rounds({ name: "每日打卡" })],
    ["check-in", "duty.rounds.round0", "每日打卡", rounds({ name: "每日打卡", checkIn: true })],
    ["check-in", ledger, "按时签到", points({}, { name: "按时签到" })],
    ["check-in", marks, "指标0", hand("未打卡的每次扣1分")],
    ["check-in", marks, "指标0", hand("不打卡的扣分")],
    ["check-in", marks, "打卡考核", assessed(scheme({ name: "打卡考核" }))],
    ["check-in", ledger, "打卡积分", points({ name: "打卡积分" })],
    ["ranking", ledger, "党员积分", points({ ranking: true })],
    ["ranking", ledger, "积分排名前十", points({}, { name: "积分排名前十" })],
    ["ranking", marks, "社区考核", assessed(scheme({ publication: ranked }))],
    ["ranking", marks, "末位的作表态发言", assessed(scheme({ consequences: [lastInRanking] }))],
    ["clicks", ledger, "为公众号文章点赞", points({}, { name: "为公众号文章点赞" })],
    ["clicks", marks, "APP安装率不足", assessed(scheme({ vetoes: [installs] }))],
    ["photos", "duty.rounds.round0", "走访", rounds({ evidence: "photo" })],
    ["photos", ledger, "志愿服务", points({}, { evidence: "photo" })],
    ["photos", marks, "指标0", assessed(scheme({}, { evidence: "photo" }))],
    ["tracks", "duty.rounds.round0", "走访", rounds({ track: true })],
    ["chat-groups", ledger, "微信群里报告隐患", points({}, { name: "微信群里报告隐患" })],
  ])("%s at %s: %s", (rule, at, name, change) => {
    expect(located(change)).toEqual([[rule, at, name]]);
  });

  test.each<[string, Partial<RuleSet>]>([
    ["duty without check-in, photos and tracks", { ...rosters({}), ...rounds({ evidence: "note" }) }],
    ["points without a ranking", points({}, { evidence: "document" })],
    ["an assessment without a ranking", assessed(scheme({}, {}))],
  ])("nothing in %s", (_, change) => {
    expect(found(change)).toEqual([]);
  });

  test("a tie of units or members to a place", () => {
    const partnership = {
      key: "registration",
      name: "双报到",
      level: "community",
      partners: "both" as const,
      agreement: false,
      duties: "每月到社区签到一次",
    };
    const organisation = { ...plain.organisation, partnerships: [partnership] };
    expect(located({ organisation })).toEqual([
      ["check-in", "organisation.partnerships.registration", "双报到"],
    ]);
  });

  test("each names the document, what is wrong and what to do instead", () => {
    const all = found({
      ...rounds({ checkIn: true, track: true, evidence: "photo" }),
      ...points({ ranking: true }),
    });
    expect(all).toHaveLength(4);
    for (const { name, message, citation } of all) {
      expect(message).toContain(`“${name}”`);
      expect(message).toMatch(/请[改以关]/);
      expect(citation).toContain("国办函〔2026〕12号");
    }
  });
});

import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { ReportCommunity, ReportForm } from "../../views/matters/report.tsx";
import { ReportCategory } from "../../views/matters/report-category.tsx";
import { categoryOptions } from "../../views/matters/report-fields.tsx";
import { ResidentHome } from "../../views/matters/resident-home.tsx";
import { photosAsked } from "../../worker/domain/matters/report-photos.ts";
import type { OfficeHours } from "../../worker/rules/schema/rule-set.ts";
import type { ClockTime } from "../../worker/time/instants.ts";
import { attribute, named, only, page, text } from "./parsed.ts";
import { frame, unit } from "./receipts.tsx";
import { hostile, intruders, now } from "./samples.ts";

const grids = [1, 2].map((count) => ({
  ...unit,
  id: `g${count}`,
  name: `第${count}网格`,
  path: `${unit.path}g${count}/`,
}));
const categories = [
  { key: "garbage", names: ["环境卫生", "垃圾清运"] },
  { key: "noise", names: ["环境卫生", "噪声 / 油烟"] },
  { key: "ebikes", names: ["市容秩序", "车辆停放", "电动车乱停乱放"] },
  { key: "suggestion", names: ["意见 / 建议"] },
];
const offered = { unit, grids, categories, photos: photosAsked, contactRequired: false, keptFor: null };

const none = { solved: 0, unsolved: 0, unevaluated: 0, satisfied: 0, dissatisfied: 0 };
const empty = {
  community: null,
  tiles: [],
  figures: none,
  exclusions: null,
  solved: [],
  hours: null,
  services: [],
};

describe("the home of a county", () => {
  test("leads to reporting, looking up and the complaints the law asks for", () => {
    const home = page(<ResidentHome frame={frame} now={now} home={empty} />);
    const links = named(only(home, "main"), "a").map((link) => attribute(link, "href"));
    expect(links).toEqual([
      "/t/xinye/matters/new",
      "/t/xinye/receipts",
      "/t/xinye/matters/new",
      "/t/xinye/grids",
      "/t/xinye/commitments",
      "/t/xinye/near",
      "/t/xinye/matters/new?category=suggestion",
      "/t/xinye/session/new",
    ]);
    // What was closed without a verdict isn't shown here, so the page must not say that nothing was closed.
    expect(text(only(home, "main"))).toContain("还没有居民评价已解决的事项");
  });

  test("shows what was done as text and cuts it after a few lines", () => {
    const solved = [{ category: ["甲", "乙 / 丙"], unit: hostile, outcome: "长".repeat(200), closedAt: now }];
    const home = page(<ResidentHome frame={frame} now={now} home={{ ...empty, solved }} />);
    expect(named(home, "img")).toEqual([]);
    expect(text(only(home, "main"))).toContain(`乙 / 丙，${hostile}`);
    expect(text(only(home, "main"))).toContain(`${"长".repeat(90)}……`);
  });
});

describe("figures of a month", () => {
  const told = (figures: Partial<typeof none>) => {
    const home = { ...empty, figures: { ...none, ...figures } };
    return text(only(page(<ResidentHome frame={frame} now={now} home={home} />), "main"));
  };

  test.each([
    ["nothing has ended", {}, "本月还没有办结的事项"],
    ["nobody has said anything", { unevaluated: 3 }, "件办结3还没有居民评价—还没有居民说是否满意—"],
    ["few have: the numbers, and no percentage", { solved: 8, unsolved: 1 }, "居民说解决了8/9"],
    ["enough have: both", { solved: 9, unsolved: 1 }, "居民说解决了 9/1090%"],
    ["nearly all is not all", { solved: 299, unsolved: 1, satisfied: 20 }, "299/30099%居民说满意 20/20100%"],
  ])("while %s", (_name, figures, words) => {
    expect(told(figures)).toContain(words);
  });

  test("stand whole, with what is left of them where some are excluded", () => {
    const figures = { ...none, solved: 20, satisfied: 10 };
    const left = { ...none, solved: 18, satisfied: 10 };
    const home = { ...empty, figures, exclusions: { n: 2, left } };
    const said = text(only(page(<ResidentHome frame={frame} now={now} home={home} />), "main"));
    expect(said).toMatch(/件办结20.*其中 2 件经审核剔除。剔除后：件办结18/);
    expect(told(figures)).not.toContain("剔除");
  });

  test("speak of the community that was chosen, and of the county otherwise", () => {
    const of = (community: { id: string; name: string } | null) =>
      text(page(<ResidentHome frame={frame} now={now} home={{ ...empty, community }} />));
    expect(of(null)).toContain("新野县 11月看我的社区");
    expect(of({ id: "c1", name: "北关社区" })).toContain("北关社区 11月换一个社区");
  });
});

describe("what a county says of itself", () => {
  const identity = {
    publicName: "新野社会治理",
    hotline: "037766221234-8",
    office: hostile,
    icpNumber: "豫ICP备12345678号-1",
    policeNumber: "豫公网安备41000000000000号",
  };
  const nothing = { publicName: null, hotline: null, office: null, icpNumber: null, policeNumber: null };
  const shown = (more: Partial<typeof frame>) =>
    page(<ResidentHome frame={{ ...frame, ...more }} now={now} home={empty} />);

  test("stands in head and foot, as text, with numbers that can be called and looked up", () => {
    const home = shown({ identity });
    expect(text(only(home, "header"))).toContain("新野社会治理热线 037766221234-8");
    expect(text(only(home, "footer"))).toContain(`主办单位：${hostile}服务热线：037766221234-8豫ICP备`);
    expect(intruders(home)).toEqual([]);
    const links = named(home, "a").map((link) => attribute(link, "href") ?? "");
    expect(links.filter((href) => !/^(\/|#)/.test(href))).toEqual([
      "tel:037766221234,8",
      "https://beian.miit.gov.cn/",
      "https://beian.mps.gov.cn/#/query/webSearch?code=41000000000000",
    ]);
  });

  test("isn't shown where it isn't set, and nothing stands in its place", () => {
    for (const more of [{}, { identity: nothing }]) {
      expect(text(only(shown(more), "footer"))).toBe("新野县我的网格谁负责办理时限隐私说明");
      expect(text(only(shown(more), "header"))).toBe("新野县大字版");
    }
  });

  test("leads nowhere and says so where it is a sample", () => {
    const home = shown({ identity, sample: true });
    const links = named(only(home, "footer"), "a").map((link) => attribute(link, "href"));
    expect(links).toEqual(["/t/xinye/grids", "/t/xinye/commitments", "/t/xinye/privacy"]);
    expect(text(only(home, "footer"))).toContain("以上是示例");
    expect(text(only(home, "header"))).toContain("（示例）");
  });
});

describe("office hours on the home of a county", () => {
  const periods = [{ from: "08:30" as ClockTime, to: "12:00" as ClockTime }];
  const seasons = [{ name: "夏季作息", from: "06-01", to: "09-30", periods }];
  const home = (hours: OfficeHours | null) =>
    text(page(<ResidentHome frame={frame} now={now} home={{ ...empty, hours }} />));

  test("are told, each season's with its dates", () => {
    expect(home({ periods, seasons })).toContain(
      "办公时间08:30 至 12:00夏季作息（6月1日至9月30日）：08:30 至 12:00",
    );
  });

  test("are told of weekdays that have their own, within a season too", () => {
    const saturday = [{ from: "09:00" as ClockTime, to: "11:30" as ClockTime }];
    const weekdays = [{ days: ["saturday" as const, "sunday" as const], periods: saturday }];
    const summer = seasons.map((season) => ({ ...season, weekdays }));
    expect(home({ periods, weekdays, seasons: summer })).toContain(
      "办公时间08:30 至 12:00星期六、星期日：09:00 至 11:30" +
        "夏季作息（6月1日至9月30日）：08:30 至 12:00；星期六、星期日：09:00 至 11:30",
    );
  });

  test("are followed by those of services", () => {
    const services = [
      { key: "water", name: "供水抢修", rests: "never" as const },
      { key: "counter", name: "周末窗口", rests: "holidays" as const, periods },
    ];
    const home = { ...empty, hours: { periods, seasons: [] }, services };
    expect(text(page(<ResidentHome frame={frame} now={now} home={home} />))).toContain(
      "办公时间08:30 至 12:00供水抢修：全年无休，全天24小时" +
        "周末窗口：只在放假的节日休息，周六、周日不休，08:30 至 12:00",
    );
  });

  test("are left out where the county has no rules yet", () => {
    expect(home(null)).not.toContain("办公时间");
  });
});

describe("reporting", () => {
  test("begins with what it is about; whoever can't say goes on all the same", () => {
    const unclear = { key: "other", names: ["其他、说不清"] };
    const all = [...categories, unclear];
    const shown = (typed: string, found = all) =>
      page(<ReportCategory frame={frame} offered={{ all, unclear, found }} typed={typed} />);
    const hrefs = (typed: string, found = all) =>
      named(only(shown(typed, found), "main"), "a").map((link) => attribute(link, "href"));
    const to = (key: string) => `/t/xinye/matters/new?category=${key}`;
    expect(hrefs("")).toEqual([...categories.map(({ key }) => key), "other"].map(to));
    expect(hrefs("吵", categories.slice(1, 2))).toEqual([to("noise"), to("other"), "/t/xinye/matters/new"]);
    expect(hrefs(hostile, [])).toEqual([to("other"), "/t/xinye/matters/new"]);
    expect(intruders(shown(hostile, []))).toEqual([]);
    const form = named(only(shown("吵"), "main"), "form")[0];
    expect(form && attribute(form, "method")).toBe("get");
  });

  test("step 2 carries the category on to step 3", () => {
    const groups = [{ name: "汉城街道", communities: [{ id: "c1", name: "北关社区" }] }];
    const step = page(<ReportCommunity frame={frame} groups={groups} category="suggestion" />);
    const form = named(only(step, "main"), "form")[0];
    expect(form && attribute(form, "method")).toBe("get");
    const fields = named(step, "input").filter((input) => attribute(input, "name") === "category");
    expect(fields.map((field) => attribute(field, "value"))).toEqual(["suggestion"]);
    expect(text(only(step, "optgroup"))).toBe("北关社区");
  });

  test("whoever doesn't know the grid leaves it to the community", () => {
    const step = page(<ReportForm frame={frame} form={offered} attempt={attempt()} idempotencyKey="k" />);
    const radios = named(step, "input").filter((input) => attribute(input, "name") === "orgUnitId");
    expect(radios.map((radio) => attribute(radio, "value"))).toEqual(["c1", "g1", "g2"]);
    expect(radios.map((radio) => attribute(radio, "checked") !== undefined)).toEqual([true, false, false]);
  });

  test("a community without grids is sent along unseen", () => {
    const step = page(
      <ReportForm frame={frame} form={{ ...offered, grids: [] }} attempt={attempt()} idempotencyKey="k" />,
    );
    const fields = named(step, "input").filter((input) => attribute(input, "name") === "orgUnitId");
    expect(fields.map((field) => [attribute(field, "type"), attribute(field, "value")])).toEqual([
      ["hidden", "c1"],
    ]);
  });

  test("a failing form keeps what was typed, as text, and remembers the community", () => {
    const failed = {
      values: { orgUnitId: "g2", category: "noise", body: hostile, place: hostile },
      problems: [{ path: "reporterPhone", message: "请填写手机号" }],
    };
    const step = page(<ReportForm frame={frame} form={offered} attempt={failed} idempotencyKey="k" />);
    expect(text(only(step, "textarea"))).toBe(hostile);
    expect(named(step, "img")).toEqual([]);
    // The last makes photos smaller.
    expect(named(step, "script").length).toBe(3);
    const actions = named(step, "form").map((form) => attribute(form, "action"));
    expect(actions).toContain("/t/xinye/matters?unit=c1");
    const problem = named(step, "a").find((link) => text(link) === "请填写手机号");
    expect(problem && attribute(problem, "href")).toBe("#field-reporterPhone");
  });

  test("a community that is gone sends back to the beginning", () => {
    const step = page(
      <ReportForm frame={frame} form={{ ...offered, unit: null }} attempt={attempt()} idempotencyKey="k" />,
    );
    expect(named(step, "textarea")).toEqual([]);
    expect(named(only(step, "main"), "a").map((link) => attribute(link, "href"))).toEqual([
      "/t/xinye/matters/new",
    ]);
  });

  test("categories stand under the one above them", () => {
    expect(categoryOptions(categories)).toEqual([
      {
        label: "环境卫生",
        options: [
          { value: "garbage", label: "垃圾清运" },
          { value: "noise", label: "噪声 / 油烟" },
        ],
      },
      { label: "市容秩序", options: [{ value: "ebikes", label: "车辆停放 / 电动车乱停乱放" }] },
      { value: "suggestion", label: "意见 / 建议" },
    ]);
  });
});

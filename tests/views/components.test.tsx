import { describe, expect, test } from "vitest";
import { type Attempt, attempt, type Problem } from "../../views/components/attempt.ts";
import { Checkboxes, Radios } from "../../views/components/choices.tsx";
import { Confirmation } from "../../views/components/confirmation.tsx";
import { ErrorSummary, Form } from "../../views/components/form.tsx";
import { DescriptionList, Item, ItemList } from "../../views/components/list.tsx";
import { ConflictNotice } from "../../views/components/notice.tsx";
import { Past } from "../../views/components/past.tsx";
import { Select } from "../../views/components/select.tsx";
import { DueBy, dueState, StateMark } from "../../views/components/state.tsx";
import { Table } from "../../views/components/table.tsx";
import { PasswordField, TextArea, TextField } from "../../views/components/text-field.tsx";
import { Timeline } from "../../views/components/timeline.tsx";
import { render } from "../../views/html.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { attribute, byId, fragment, named, only, text } from "./parsed.ts";
import { frame } from "./samples.ts";

const at = (iso: string) => iso as Instant;
const now = at("2026-11-21T09:00:00.000Z");

const failed = (values: Attempt["values"], ...problems: Problem[]): Attempt => ({ values, problems });

describe("fields", () => {
  test("a field ties label, hint and problem to its control and keeps what was typed", () => {
    const state = failed({ phone: '138<"' }, { path: "phone", message: "手机号应为11位数字" });
    const form = fragment(
      <TextField name="phone" label="手机号" hint="不会公开" attempt={state} kind="tel" />,
    );
    const input = only(form, "input");
    const described = attribute(input, "aria-describedby")?.split(" ") ?? [];
    expect(described.map((id) => text(byId(form, id) ?? form))).toEqual(["不会公开", "手机号应为11位数字"]);
    expect(attribute(only(form, "label"), "for")).toBe(attribute(input, "id"));
    expect(attribute(input, "aria-invalid")).toBe("true");
    expect(attribute(input, "value")).toBe('138<"');
    expect(attribute(input, "required")).toBe("");
  });

  test("a field without hint and problem describes nothing", () => {
    const input = only(fragment(<TextField name="a" label="甲" attempt={attempt()} optional />), "input");
    expect(attribute(input, "aria-describedby")).toBeUndefined();
    expect(attribute(input, "aria-invalid")).toBeUndefined();
    expect(attribute(input, "required")).toBeUndefined();
  });

  test("a text area keeps lines and markup as typed", () => {
    const typed = "\n一\n</textarea><script>x</script>";
    const form = fragment(<TextArea name="body" label="详情" attempt={attempt({ body: typed })} />);
    expect(text(only(form, "textarea"))).toBe(typed);
  });

  test("a password is never written back", () => {
    const state = failed({ password: "hunter2" }, { path: "password", message: "密码不对" });
    const markup = render(<PasswordField name="password" label="密码" attempt={state} purpose="current" />);
    expect(markup).not.toContain("hunter2");
    expect(markup).toContain("密码不对");
  });

  test("choices keep what was chosen, one or several", () => {
    const options = ["a", "b", "c"].map((value) => ({ value, label: value }));
    const values = { one: "b", many: ["a", "c"], list: "c" };
    const form = fragment(
      <>
        <Radios name="one" label="一" options={options} attempt={attempt(values)} />
        <Checkboxes name="many" label="二" options={options} attempt={attempt(values)} />
        <Select name="list" label="三" options={[{ label: "组", options }]} attempt={attempt(values)} />
      </>,
    );
    const ticked = named(form, "input").filter((input) => attribute(input, "checked") !== undefined);
    expect(ticked.map((input) => attribute(input, "value"))).toEqual(["b", "a", "c"]);
    const selected = named(form, "option").filter((option) => attribute(option, "selected") !== undefined);
    expect(selected.map((option) => attribute(option, "value"))).toEqual(["c"]);
  });

  test("every problem in the summary links to a control on the page; a problem of the form does not", () => {
    const state = failed(
      {},
      { path: "kind", message: "请选择一类" },
      { path: "items.0.title", message: "请填写议题" },
      { path: "", message: "这个时段已有会议" },
    );
    const form = fragment(
      <>
        <ErrorSummary problems={state.problems} />
        <Radios name="kind" label="类别" options={[{ value: "1", label: "甲" }]} attempt={state} />
        <TextField name="items.0.title" label="议题" attempt={state} />
      </>,
    );
    const targets = named(form, "a").map((link) => byId(form, attribute(link, "href")?.slice(1) ?? ""));
    expect(targets.map((target) => target && attribute(target, "name"))).toEqual(["kind", "items.0.title"]);
    const summary = byId(form, "problems");
    expect(summary && attribute(summary, "role")).toBe("alert");
    expect(summary && attribute(summary, "tabindex")).toBe("-1");
    expect(summary && text(summary)).toContain("这个时段已有会议");
  });

  test("nothing wrong, no summary", () => {
    expect(
      render(
        <div>
          <ErrorSummary problems={[]} />
        </div>,
      ),
    ).toBe("<div></div>");
  });
});

describe("forms", () => {
  test("a form posts, with its key and hidden fields, and leaves checks to the server", () => {
    const form = only(
      fragment(
        <Form action="/t/xinye/matters" idempotencyKey="k1" hidden={{ revision: 3 }}>
          {null}
        </Form>,
      ),
      "form",
    );
    expect(attribute(form, "method")).toBe("post");
    expect(attribute(form, "novalidate")).toBe("");
    const hidden = named(form, "input").map((input) => [attribute(input, "name"), attribute(input, "value")]);
    expect(hidden).toEqual([
      ["_key", "k1"],
      ["revision", "3"],
    ]);
  });

  test("a destructive step says what is lost, whether it can be undone, and offers the way back", () => {
    const step = (undo?: string) =>
      fragment(
        <Confirmation
          question="确定撤回这条决议吗？"
          losses={["主办单位不再收到提醒"]}
          undo={undo}
          action="/x"
          idempotencyKey="k"
          confirm="撤回决议"
          cancelHref="/back"
        />,
      );
    expect(text(step())).toContain("这一步不能撤销。");
    expect(text(step("30天内可以恢复。"))).not.toContain("不能撤销");
    expect(text(step())).toContain("主办单位不再收到提醒");
    expect(attribute(only(step(), "a"), "href")).toBe("/back");
  });

  test("a conflict says who was faster and when, and shows both versions", () => {
    const notice = fragment(
      <ConflictNotice
        by="李某"
        at={at("2026-11-21T08:50:00.000Z")}
        now={now}
        clashes={[{ label: "内容", current: "现在的", typed: "<我的>" }]}
      />,
    );
    expect(text(notice)).toContain("李某在今天 16:50 保存了修改");
    expect(named(notice, "dd").map(text)).toEqual(["现在的", "<我的>"]);
  });
});

describe("states", () => {
  test.each([
    ["onTime", "未到期"],
    ["dueSoon", "将到期"],
    ["overdue", "已超期"],
    ["done", "已办结"],
    ["waiting", "等待中"],
  ] as const)("%s says so in a word beside its shape", (state, word) => {
    const mark = fragment(<StateMark state={state} />);
    expect(text(mark)).toBe(word);
    expect(attribute(only(mark, "svg"), "aria-hidden")).toBe("true");
  });

  test("no two states share a shape", () => {
    const states = ["onTime", "dueSoon", "overdue", "done", "waiting"] as const;
    const shapes = states.map((state) => render(<StateMark state={state} />).match(/<svg.*<\/svg>/)?.[0]);
    expect(new Set(shapes).size).toBe(states.length);
  });

  test.each([
    [{ at: at("2026-11-25T10:00:00.000Z") }, "还剩4天 11月25日 18:00 前"],
    [{ at: at("2026-11-22T09:00:00.000Z") }, "将到期 明天 17:00 前"],
    [{ at: at("2026-11-22T09:00:00.000Z"), soon: 0 }, "还剩1天 明天 17:00 前"],
    [{ at: at("2026-11-19T05:00:00.000Z") }, "已超期 2天4小时 应于11月19日 13:00 前"],
    [{ at: at("2026-11-25T10:00:00.000Z"), paused: true }, "已挂起，暂停计时 原定11月25日 18:00 前"],
    [{ at: at("2026-11-20T10:00:00.000Z"), metAt: at("2026-11-20T10:00:00.000Z") }, "按期办结 昨天 18:00"],
    [{ at: at("2026-11-20T10:00:00.000Z"), metAt: at("2026-11-20T10:00:00.001Z") }, "超期办结 昨天 18:00"],
  ])("a due time reads as people say it: %s", (due, shown) => {
    expect(text(fragment(<DueBy {...due} now={now} />))).toBe(shown);
  });

  test("due at this very instant is still in time", () => {
    expect(dueState(now, now, 0)).toBe("dueSoon");
    expect(dueState(now, at("2026-11-21T09:00:00.001Z"), 0)).toBe("overdue");
  });
});

describe("lists", () => {
  const columns = [
    { label: "事项", heading: true, cell: (row: { title: string; days: number }) => row.title },
    { label: "用时", numeric: true, cell: (row: { title: string; days: number }) => row.days },
  ];

  test("a table names itself, its columns and its rows", () => {
    const table = fragment(<Table caption="事项" columns={columns} rows={[{ title: "<甲>", days: 0 }]} />);
    expect(text(only(table, "caption"))).toBe("事项");
    expect(named(table, "th").map((cell) => attribute(cell, "scope"))).toEqual(["col", "col", "row"]);
    expect(text(only(table, "td"))).toBe("0");
    expect(attribute(only(table, "td"), "data-label")).toBe("用时");
  });

  test("more is a plain link, and tells htmx where the next page keeps the same list", () => {
    for (const list of [
      fragment(
        <ItemList id="solved" more="/t/xinye/?after=3">
          <Item title="甲" />
        </ItemList>,
      ),
      fragment(<Table caption="表" id="solved" columns={columns} rows={[]} more="/t/xinye/?after=3" />),
    ]) {
      const more = only(list, "a");
      expect(attribute(more, "href")).toBe("/t/xinye/?after=3");
      expect(attribute(more, "hx-get")).toBe("/t/xinye/?after=3");
      expect(attribute(more, "hx-select")).toBe("#solved > *");
      expect(byId(list, "solved")).toBeDefined();
    }
  });

  test("terms without a detail are left out", () => {
    const items = [
      { term: "单位", detail: "社区" },
      { term: "备注", detail: null },
      { term: "次数", detail: 0 },
    ];
    const terms = fragment(<DescriptionList items={items} />);
    expect(named(terms, "dt").map(text)).toEqual(["单位", "次数"]);
  });

  test("a timeline tells when, by whom and what was said", () => {
    const events = [
      { at: at("2026-11-20T08:00:00.000Z"), title: "已退回", by: "城管局", note: "不属于\n本单位" },
    ];
    const line = fragment(<Timeline events={events} now={now} />);
    expect(text(only(line, "li"))).toBe("已退回昨天 16:00 城管局不属于\n本单位");
    expect(attribute(only(line, "time"), "datetime")).toBe("2026-11-20T08:00:00.000Z");
  });

  test("a record's past leads to what was before, back to the newest, and to its entries in the log", () => {
    const past = (page: Partial<Parameters<typeof Past>[0]["page"]>, nav: typeof frame.nav = []) => {
      const shown = { timeline: [], earlier: null, isEarlier: false, ...page };
      const where = { title: "经过", path: "/matters/m1", subject: "matter:m1" };
      return fragment(<Past frame={{ ...frame, nav }} now={now} page={shown} {...where} />);
    };
    const links = (parsed: ReturnType<typeof past>) =>
      named(parsed, "a").map((link) => [text(link), attribute(link, "href")]);
    const timeline = [{ at: at("2026-11-20T08:00:00.000Z"), title: "已退回" }];
    expect(links(past({ timeline }))).toEqual([]);
    expect(links(past({ timeline, earlier: "e1" }))).toEqual([["更早的", "/t/xinye/matters/m1?earlier=e1"]]);
    expect(links(past({ isEarlier: true }))).toEqual([["回到最新的", "/t/xinye/matters/m1#history"]]);
    expect(links(past({}, [{ href: "/audit", label: "操作记录" }]))).toEqual([
      ["操作记录", "/t/xinye/audit?about=matter%3Am1"],
    ]);
  });
});

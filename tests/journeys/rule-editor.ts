import type { Locator } from "playwright-core";
import type { Walker } from "./walk.ts";

/** The pages of one draft of the rules, as the person uses them who writes it. */
export interface Editor extends Walker {
  /** Goes from the draft to one of its sections. */
  section(title: string): Promise<void>;
  /** Opens a rule of the section by the words of its link. */
  edit(rule: string): Promise<void>;
  /** Opens an empty form for one more rule of the section. */
  add(noun: string): Promise<void>;
  /** Adds an entry to a list inside the form, as the nth of its list. Nothing is kept by it. */
  row(list: string, nth: number): Promise<Locator>;
  /** An entry of a list inside the form by its name, opened if it was folded away. */
  entry(name: string): Promise<Locator>;
  /** Fills in a span of time. */
  duration(label: string, amount: number, unit: string): Promise<void>;
  /** Keeps the form. */
  save(): Promise<void>;
  /** Takes a rule of the section away. */
  remove(rule: string): Promise<void>;
}

/** Writes in the draft at this address. */
export function editor(walker: Walker, draft: string): Editor {
  const { page, open, press, look } = walker;
  const main = page.locator("main");
  const edit = (rule: string) => press(`修改 ${rule}`);
  // A folded row says its figures behind its name: `系统统计（30%）`.
  const named = (name: string) =>
    main.locator(
      `xpath=.//details[summary[normalize-space()="${name}" or starts-with(normalize-space(), "${name}（")]]`,
    );
  return {
    ...walker,
    edit,
    section: async (title) => {
      await open(draft);
      await press(new RegExp(`^${title}$`));
      await look();
    },
    add: (noun) => press(`添加${noun}`),
    row: async (list, nth) => {
      await press(new RegExp(`^添加${list}$`));
      return named(`${list}第${nth}项`);
    },
    entry: async (name) => {
      const entry = named(name);
      if ((await entry.getAttribute("open")) === null) await entry.locator("summary").first().click();
      return entry;
    },
    duration: async (label, amount, unit) => {
      await main.getByLabel(`${label}：数量`).fill(String(amount));
      await main.getByLabel(`${label}：单位`).selectOption({ label: unit });
    },
    save: async () => {
      await press("保存到草案");
      await page.getByText("已保存到草案").waitFor();
    },
    remove: async (rule) => {
      await edit(rule);
      await main.getByText("删除这一项").click();
      await press("从草案中删除");
      await page.getByText("已从草案中删除").waitFor();
    },
  };
}

/** Begins a draft as a copy of a version or preset, and says the draft's address. */
export async function startDraft({ page, open, look, press }: Walker, base: string, source: string) {
  await open(`${base}/rules/versions`);
  await look();
  await page.getByLabel("从哪一份改起").selectOption({ label: source });
  await press("起草");
  await page.getByText("草案已建好").waitFor();
  await look();
  return new URL(page.url()).pathname;
}

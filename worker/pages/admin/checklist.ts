import type { ChecklistItem } from "../../../views/desk/checklist.tsx";
import type { openingState } from "../../domain/county/checklist.ts";

type Opening = Awaited<ReturnType<typeof openingState>>;

/** What a county needs before it can work, in the order in which each builds on the one before. */
export const checklistOf = (opening: Opening): ChecklistItem[] => [
  rulesStep(opening),
  identityStep(opening),
  orgStep(opening),
  gridStep(opening),
  {
    key: "units",
    href: "/units",
    done: opening.has?.units ?? false,
    label: "登记成员单位",
    hint: "参加联席会议、承办任务的部门和驻区单位",
  },
  peopleStep(opening),
  {
    key: "meeting",
    href: "/meetings/new",
    done: opening.has?.meeting ?? false,
    label: "安排第一次会议",
    hint: "会上记录的决议会自动算出期限，并进入主办单位的待办",
  },
];

const rulesStep = ({ has, note, version }: Opening): ChecklistItem => ({
  key: "rules",
  href: "/rules",
  done: has?.reviewed ?? false,
  label: "核对规则",
  hint: `${note}。办理时限、会议频次都按它计算，请先看一遍，看过后确认`,
  confirm: { action: `/rules/${version}/review`, label: "已经看过，按此办理" },
});

const identityStep = ({ unsaid }: Opening): ChecklistItem => ({
  key: "identity",
  href: "/identity",
  done: unsaid.length === 0,
  label: "填写本县信息",
  hint: `还没有填写：${unsaid.join("、")}。居民在每一页的页头和页尾看到这些，没有填写的不显示`,
});

/** Every level down to the communities that can't be skipped has a unit. */
function orgStep({ rules, levels }: Opening): ChecklistItem {
  const needed = rules.organisation.levels.filter(
    ({ kind, optional }) => !optional && ["street", "cluster", "community"].includes(kind),
  );
  const missing = needed.filter(({ key }) => !levels.find((level) => level.key === key)?.hasUnits);
  return {
    key: "org",
    href: "/org",
    done: missing.length === 0,
    label: "建立组织",
    hint: `按层级填入，居民上报时从中选择所在社区${stillMissing("还没有", missing)}`,
  };
}

/** There is a grid of each kind that the rules know, or at least of one. */
function gridStep({ rules, kinds }: Opening): ChecklistItem {
  const missing = rules.organisation.gridKinds.filter(
    ({ key }) => !kinds.find((kind) => kind.key === key)?.hasUnits,
  );
  return {
    key: "grids",
    href: "/org",
    done: missing.length < rules.organisation.gridKinds.length,
    label: "划分网格",
    hint: `在社区之下增加网格，选好网格类型，网格员按网格受理事项${stillMissing("还没有", missing)}`,
  };
}

/** Each level that deals with matters has somebody in one of its units. */
function peopleStep({ rules, levels }: Opening): ChecklistItem {
  const dealing = rules.handling.levels.map(({ level }) => level);
  const missing = rules.organisation.levels.filter(
    ({ key }) => dealing.includes(key) && !levels.find((level) => level.key === key)?.hasPeople,
  );
  return {
    key: "people",
    href: "/people",
    done: missing.length === 0,
    label: "邀请人员",
    hint: `给街道、社区、网格和单位的同事发邀请链接${stillMissing("办理事项的层级里还没有人", missing)}`,
  };
}

const stillMissing = (words: string, missing: readonly { name: string }[]): string =>
  missing.length > 0 ? `。${words}：${missing.map(({ name }) => name).join("、")}` : "";

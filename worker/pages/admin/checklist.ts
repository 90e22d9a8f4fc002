import type { ChecklistItem } from "../../../views/desk/checklist.tsx";
import type { openingState } from "../../domain/county/checklist.ts";

type Opening = Awaited<ReturnType<typeof openingState>>;

/** What a county needs before it can work, in the order in which each builds on the one before. */
export const checklistOf = ({ has, preset, unsaid }: Opening): ChecklistItem[] => [
  {
    key: "rules",
    href: "/rules",
    done: true,
    label: "核对规则",
    hint: `${preset}。办理时限、会议频次都按它计算，请先看一遍`,
  },
  {
    key: "identity",
    href: "/identity",
    done: unsaid.length === 0,
    label: "填写本县信息",
    hint: `还没有填写：${unsaid.join("、")}。居民在每一页的页头和页尾看到这些，没有填写的不显示`,
  },
  ...later.map(({ needs, ...item }) => ({ ...item, done: needs.some((one) => Boolean(has?.[one])) })),
];

type Later = Omit<ChecklistItem, "done"> & { needs: readonly (keyof NonNullable<Opening["has"]>)[] };

/** What is done once one of the things it needs is there. */
const later: readonly Later[] = [
  {
    key: "org",
    href: "/org",
    needs: ["org"],
    label: "建立组织",
    hint: "按层级填入街道和社区，居民上报时从中选择所在社区",
  },
  {
    key: "grids",
    href: "/org",
    needs: ["grids"],
    label: "划分网格",
    hint: "在社区之下增加网格，填写户数，网格员按网格受理事项",
  },
  {
    key: "units",
    href: "/units",
    needs: ["units"],
    label: "登记成员单位",
    hint: "参加联席会议、承办任务的部门和驻区单位",
  },
  {
    key: "people",
    href: "/people",
    needs: ["people", "invited"],
    label: "邀请人员",
    hint: "给街道、社区、网格和单位的同事发邀请链接",
  },
  {
    key: "meeting",
    href: "/meetings/new",
    needs: ["meeting"],
    label: "安排第一次会议",
    hint: "会上记录的决议会自动算出期限，并进入主办单位的待办",
  },
];

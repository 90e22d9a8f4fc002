import type { ChecklistItem } from "../../../views/desk/checklist.tsx";
import type { openingState } from "../../domain/county/checklist.ts";

/** What a county needs before it can work, in the order in which each builds on the one before. */
export function checklistOf({ has, preset }: Awaited<ReturnType<typeof openingState>>): ChecklistItem[] {
  const item = (key: string, href: string, done: unknown, label: string, hint: string): ChecklistItem => ({
    key,
    href,
    done: Boolean(done),
    label,
    hint,
  });
  return [
    item("rules", "/rules", true, "核对规则", `${preset}。办理时限、会议频次都按它计算，请先看一遍`),
    item("org", "/org", has?.org, "建立组织", "按层级填入街道和社区，居民上报时从中选择所在社区"),
    item("grids", "/org", has?.grids, "划分网格", "在社区之下增加网格，填写户数，网格员按网格受理事项"),
    item("units", "/units", has?.units, "登记成员单位", "参加联席会议、承办任务的部门和驻区单位"),
    item(
      "people",
      "/people",
      has?.people || has?.invited,
      "邀请人员",
      "给街道、社区、网格和单位的同事发邀请链接",
    ),
    item(
      "meeting",
      "/meetings/new",
      has?.meeting,
      "安排第一次会议",
      "会上记录的决议会自动算出期限，并进入主办单位的待办",
    ),
  ];
}

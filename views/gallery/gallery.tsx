import { PageHead } from "../components/page-head.tsx";
import type { Child } from "../html.ts";
import type { Frame, NavLink } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Basics } from "./basics.tsx";
import { Forms } from "./forms.tsx";
import { WorkLists } from "./lists.tsx";

const parts: Record<string, { label: string; shown: (props: { frame: Frame }) => Child }> = {
  basics: { label: "文字和状态", shown: Basics },
  forms: { label: "表单", shown: Forms },
  lists: { label: "工作列表", shown: WorkLists },
};

/** The parts of the gallery, by the names they have in its address. */
export const galleryParts = Object.keys(parts);

const nav: readonly NavLink[] = [
  ...Object.entries(parts).map(([part, { label }], index) => ({
    href: index === 0 ? "/gallery" : `/gallery?part=${part}`,
    label,
    group: "组件",
    icon: (["today", "matter", "task"] as const)[index],
    count: index === 2 ? "50+" : undefined,
  })),
  { href: "/", label: "返回首页", icon: "org" },
];

/** Every component in every state, inside the shell of the console: for whoever builds or checks a page. */
export function GalleryPage(props: { frame: Frame; part: string }) {
  const part = parts[props.part] ?? parts.basics;
  const frame = { ...props.frame, countyName: "示例县", sample: true, person, nav };
  return (
    <StaffPage frame={frame}>
      <PageHead title="组件" lead={part?.label} />
      {part?.shown({ frame })}
    </StaffPage>
  );
}

const person = { name: "示例干部", roleName: "示例街道 街道经办人" };

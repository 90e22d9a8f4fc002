import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Child } from "../html.ts";
import type { NoticeKind } from "../layout/frame.ts";

const leads: Record<NoticeKind, string> = {
  success: "已完成",
  warning: "请注意",
  problem: "没有完成",
  information: "提示",
};

/** What has just happened, or what to know before going on. Problems and warnings interrupt screen readers. */
export function Notice(props: { kind: NoticeKind; focus?: boolean | undefined; children: Child }) {
  const urgent = props.kind === "problem" || props.kind === "warning";
  const focused = props.focus ? { tabindex: "-1", autofocus: true } : {};
  return (
    <div class={`notice notice-${props.kind}`} role={urgent ? "alert" : "status"} {...focused}>
      <strong>{leads[props.kind]}</strong>
      <div>{props.children}</div>
    </div>
  );
}

/** Nothing here: why, and what to do. `children` is the action, if there is one. */
export function Empty(props: { text: string; children?: Child | undefined }) {
  return (
    <div class="empty">
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

/** One field two people changed. */
export type Clash = { label: string; current: Child; typed: Child };

/**
 * Somebody else was faster: who, when, what stands there now, and what this person typed, which is kept in the
 * form below it. The form must carry the new revision.
 */
export function ConflictNotice(props: { by: string; at: Instant; now: Instant; clashes: readonly Clash[] }) {
  return (
    <div class="summary" id="conflict" role="alert" tabindex="-1" autofocus aria-labelledby="conflict-title">
      <h2 id="conflict-title">这条内容刚被别人修改过</h2>
      <p>
        {`${props.by}在${formatMoment(props.at, props.now)} 保存了修改，您的修改还没有保存。`}
        {"您填写的内容仍在下面的表单里，核对后可以再次提交。"}
      </p>
      {props.clashes.map((clash) => (
        <dl class="clash">
          <dt>{clash.label}（现在的内容）</dt>
          <dd>{clash.current}</dd>
          <dt>{clash.label}（您填写的内容）</dt>
          <dd>{clash.typed}</dd>
        </dl>
      ))}
    </div>
  );
}

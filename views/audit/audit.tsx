import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import { type Column, Table } from "../components/table.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

export type AuditRow = {
  seq: number;
  at: string;
  actorName: string;
  /** What was done, in words. */
  said: string;
  /** To what: what a record is called, and its page where it has one. */
  about: { word: string; path?: string };
  sealed: boolean;
};

/** Who did what and when, newest first. */
export function AuditPage(props: {
  frame: Frame;
  rows: readonly AuditRow[];
  /** The `before` of the next page. */
  next: number | null;
}) {
  const { frame, rows, next } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="操作记录"
        lead="谁在什么时候做了什么。记录按顺序封存，封存后的改动和缺失都能查出来。"
      />
      {rows.length === 0 ? (
        <Empty text="还没有操作记录。有人上报、办理或修改后，会逐条记在这里。" />
      ) : (
        <Table
          caption="操作记录"
          captionHidden
          columns={columns(frame)}
          rows={rows}
          more={next === null ? undefined : link(frame, `/audit?before=${next}`)}
        />
      )}
    </StaffPage>
  );
}

function columns(frame: Frame): Column<AuditRow>[] {
  return [
    { label: "操作", heading: true, cell: ({ said }) => said },
    { label: "对象", cell: ({ about }) => <Subject frame={frame} about={about} /> },
    { label: "操作人", cell: ({ actorName }) => actorName },
    { label: "时间", whole: true, cell: ({ at }) => formatFullMoment(at as Instant) },
    { label: "序号", numeric: true, cell: ({ seq }) => seq },
    { label: "封存", whole: true, cell: ({ sealed }) => <Seal sealed={sealed} /> },
  ];
}

function Subject(props: { frame: Frame; about: AuditRow["about"] }) {
  const { word, path } = props.about;
  return path === undefined ? word : <a href={link(props.frame, path)}>{word}</a>;
}

function Seal(props: { sealed: boolean }) {
  if (props.sealed) return <StateMark state="done">已封存</StateMark>;
  return <StateMark state="waiting">待封存</StateMark>;
}

import type { AuditPage } from "../../worker/domain/audit/read.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty, Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { aroundLog, askingLog, type Log, unread } from "./around.tsx";

/** Who did what and when: a list to look through, that nobody can change. */
export function LogPage(props: Log) {
  const { frame, now, page, misread } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="操作记录"
        lead="谁在什么时候做了什么。记录按顺序封存，封存后的改动和缺失都能查出来。"
      />
      {misread.map(({ typed }) => (
        <Notice kind="problem">{`“${typed}”不是日期，没有按它筛选。${unread}`}</Notice>
      ))}
      {page.morePeople && (
        <Notice kind="information">
          {`姓名里有“${page.asked.search ?? ""}”的人很多，只列出了前几位的记录。请写出全名，或在“操作人”里选一位。`}
        </Notice>
      )}
      <WorkList
        {...aroundLog(props)}
        id="log"
        at={now}
        columns={[{ label: "操作人" }, { label: "时间", whole: true }, { label: "封存", whole: true }]}
        rows={page.entries.map((entry) => rowOf(props, entry))}
        hasTimeLeft={false}
        empty={<NoEntries {...props} />}
      />
    </StaffPage>
  );
}

function rowOf(log: Log, entry: AuditPage["entries"][number]): WorkRow {
  const { seq, at, said, who, actorName, subject, about, sealed } = entry;
  const to = askingLog(log);
  return {
    id: String(seq),
    href: about.path === undefined ? undefined : link(log.frame, about.path),
    title: said,
    meta: [<a href={to({ about: subject })}>{about.word}</a>, `序号 ${seq}`],
    cells: [
      <a href={to({ by: who })}>{actorName}</a>,
      <time datetime={at}>{formatFullMoment(at as Instant)}</time>,
      sealed ? <StateMark state="done">已封存</StateMark> : <StateMark state="waiting">待封存</StateMark>,
    ],
  };
}

function NoEntries(log: Log) {
  const { size: _size, order: _order, after, before, search, ...asked } = log.page.asked;
  const to = askingLog(log);
  if (search)
    return (
      <Empty text={`没有找到“${search}”。可以写操作人的姓名，或事项的编号。`}>
        <LinkButton href={to({ search: undefined })}>清除搜索</LinkButton>
      </Empty>
    );
  if (after || before || Object.values(asked).some((each) => each !== undefined))
    return (
      <Empty text="没有符合这些条件的操作记录。">
        <LinkButton href={link(log.frame, "/audit")}>看全部</LinkButton>
      </Empty>
    );
  return <Empty text="还没有操作记录。有人上报、办理或修改后，会逐条记在这里。" />;
}

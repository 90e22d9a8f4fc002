import type { PersonPage } from "../../worker/domain/accounts/person.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Item, ItemList } from "../components/list.tsx";
import { Select } from "../components/select.tsx";
import { DueBy } from "../components/state.tsx";
import { attemptOf, type Failed } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";

/** What hangs on somebody, or on one of their posts. */
export type Work = Pick<
  PersonPage,
  "name" | "inHand" | "moreInHand" | "sole" | "moreSole" | "vacated" | "successors" | "moreSuccessors"
>;

const pages: Readonly<Record<string, string>> = {
  matter: "/matters/",
  resolution: "/resolutions/",
  call: "/calls/",
  assignment: "/assignments/",
};

/** The matters in somebody's hands, and what of their units nobody else can do. */
export function OpenWork(props: { frame: Frame; now: Instant; work: Work }) {
  const { inHand, sole } = props.work;
  if (inHand.length === 0 && sole.length === 0)
    return <p>没有由此人经办的事项，也没有只有此人能办的待办。</p>;
  return (
    <>
      {inHand.length > 0 && <InHand {...props} />}
      {sole.length > 0 && <Alone {...props} />}
    </>
  );
}

const amount = (many: number, more: boolean) => `${many} 件${more ? "以上" : ""}`;

function InHand({ frame, now, work }: Parameters<typeof OpenWork>[0]) {
  return (
    <>
      <h3>由此人经办的事项（{amount(work.inHand.length, work.moreInHand)}）</h3>
      <ItemList id="in-hand">
        {work.inHand.map(({ id, number, body, unit, dueAt }) => (
          <Item
            title={<span class="excerpt">{body}</span>}
            href={link(frame, `/matters/${encodeURIComponent(id)}`)}
            mark={dueAt && <DueBy at={dueAt as Instant} now={now} />}
            meta={`${number}，${unit}`}
          />
        ))}
      </ItemList>
    </>
  );
}

function Alone({ frame, now, work }: Parameters<typeof OpenWork>[0]) {
  return (
    <>
      <h3>所在单位只有此人能办的待办（{amount(work.sole.length, work.moreSole)}）</h3>
      <ItemList id="alone">
        {work.sole.map(({ noun, record, title, todo, dueAt }) => (
          <Item
            title={<span class="excerpt">{title}</span>}
            href={pages[noun] && link(frame, pages[noun] + encodeURIComponent(record))}
            mark={<DueBy at={dueAt as Instant} now={now} />}
            meta={todo}
          />
        ))}
      </ItemList>
    </>
  );
}

/** Who takes over, where there is something to take over; and what becomes of it otherwise. */
export function Successor<F extends string>(props: { work: Work; failed: Failed<F> | undefined; form: F }) {
  const { work, failed, form } = props;
  if (work.inHand.length === 0 && work.vacated.length === 0) return null;
  return (
    <>
      <p>{leftWords(work)}</p>
      <Select
        name="successorId"
        label="由谁接手"
        optional
        unchosen="不指定，留给原单位"
        hint={successorHint(work)}
        options={work.successors.map(({ id, name }) => ({ value: id, label: name }))}
        attempt={attemptOf(failed, form)}
      />
    </>
  );
}

const successorHint = ({ vacated, moreSuccessors }: Work): string | undefined =>
  [
    ...(vacated.length > 0 ? ["接手的人同时担任没有别人的角色。"] : []),
    ...(moreSuccessors
      ? ["可以接手的人太多，这里只列出一部分，同一单位的在内。要交给没有列出的人，请先给此人增加这里的角色。"]
      : []),
  ].join("") || undefined;

function leftWords({ name, inHand, moreInHand, vacated }: Work): string {
  const handled = `${name}经办的 ${amount(inHand.length, moreInHand)}事项要有人接手；不指定的，留给事项所在的单位。`;
  const empty = `${vacated.join("、")}只有${name}一人；不指定接手的人，那里就无人值守，待办升到上面最近的有人值守的单位。`;
  return (inHand.length > 0 ? handled : "") + (vacated.length > 0 ? empty : "");
}

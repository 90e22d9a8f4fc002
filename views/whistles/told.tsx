import type { WhistlePage } from "../../worker/domain/whistles/read.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, DescriptionList } from "../components/list.tsx";
import { type Frame, link } from "../layout/frame.ts";

type Whistle = Pick<
  WhistlePage,
  "id" | "number" | "kindName" | "occasion" | "body" | "place" | "by" | "blownBy" | "blownAt"
>;

/** What a whistle asks, of whom it comes, and for which matter. */
export function Asked(props: {
  frame: Frame;
  whistle: Whistle;
  matter: WhistlePage["matter"];
  /** Whether its number leads to it. */
  linked?: boolean;
}) {
  const { frame, whistle, matter, linked } = props;
  const number = linked ? (
    <a href={link(frame, `/whistles/${encodeURIComponent(whistle.id)}`)}>{whistle.number}</a>
  ) : (
    whistle.number
  );
  return (
    <Card title="要做什么">
      <p class="as-typed">{whistle.body}</p>
      <DescriptionList
        items={[
          { term: "编号", detail: number },
          { term: "类型", detail: whistle.kindName },
          { term: "情形", detail: whistle.occasion },
          { term: "地点", detail: whistle.place },
          { term: "事项", detail: matter && <OfMatter frame={frame} matter={matter} /> },
          { term: "吹哨", detail: `${whistle.by} ${whistle.blownBy}` },
          { term: "时间", detail: formatFullMoment(whistle.blownAt as Instant) },
        ]}
      />
    </Card>
  );
}

function OfMatter({ frame, matter }: { frame: Frame; matter: NonNullable<WhistlePage["matter"]> }) {
  if (!matter.maySee) return matter.number;
  return <a href={link(frame, `/matters/${encodeURIComponent(matter.id)}`)}>{matter.number}</a>;
}

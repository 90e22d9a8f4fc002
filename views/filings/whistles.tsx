import type { FilingPage } from "../../worker/domain/filings/read.ts";
import type { FiledCall, FiledWhistle } from "../../worker/domain/filings/states.ts";
import type { WhistleStage } from "../../worker/rules/schema/rule-set.ts";
import { whistleStages } from "../../worker/rules/schema/words.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, LinkButton } from "../components/button.tsx";
import { Card } from "../components/list.tsx";
import { type Column, Table } from "../components/table.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { ComingWord, stageSaid } from "./state.tsx";

type Shown = { frame: Frame; now: Instant; page: FilingPage };

/** Every whistle of the month with who was called, and how far each came by when. */
export function FiledWhistles(props: Shown) {
  const { frame, page } = props;
  if (page.whistles === null) return null;
  const path = `/filings/${encodeURIComponent(page.id)}/calls`;
  return (
    <Card
      title="吹哨和报到"
      id="whistles"
      action={
        <Actions>
          <LinkButton href={link(frame, `${path}.xlsx`)}>导出 Excel</LinkButton>
          <LinkButton href={link(frame, `${path}.csv`)}>导出 CSV</LinkButton>
        </Actions>
      }
    >
      {page.cut > 0 && (
        <p>{`很多，只列出最先叫的，另有 ${page.cut} 个没有列出，也没有计入。请在吹哨列表里查看。`}</p>
      )}
      <div class="stack">
        {page.whistles.map((whistle) => (
          <OfWhistle {...props} whistle={whistle} />
        ))}
      </div>
    </Card>
  );
}

function OfWhistle(props: Shown & { whistle: FiledWhistle }) {
  const { frame, now, whistle } = props;
  const said = [
    `${formatMoment(whistle.blownAt as Instant, now)} 吹哨`,
    whistle.occasion,
    whistle.place,
    whistle.isEarlier && "以前月份转来",
    whistle.state === "withdrawn" && "已撤回",
  ];
  return (
    <section>
      <h3>
        <a href={link(frame, `/whistles/${encodeURIComponent(whistle.id)}`)}>{`吹哨 ${whistle.number}`}</a>
      </h3>
      <p class="meta">{said.filter(Boolean).join("，")}</p>
      <p class="as-typed">{whistle.body}</p>
      <Table
        caption={`吹哨 ${whistle.number} 的报到情况`}
        captionHidden
        id={`calls-${whistle.id}`}
        columns={columnsOf(props)}
        rows={whistle.calls}
      />
    </section>
  );
}

/** Who was called, whether they came, and each stage that was asked for. */
function columnsOf({ now, page, whistle }: Shown & { whistle: FiledWhistle }): Column<FiledCall>[] {
  const at = page.filedAt ?? now;
  const asked = (Object.keys(whistleStages) as WhistleStage[]).filter((stage) =>
    whistle.calls.some(({ stages }) => stages.some((each) => each.stage === stage)),
  );
  return [
    { label: "报到方", heading: true, cell: ({ name }) => name },
    { label: "报到情况", cell: (call) => <How call={call} /> },
    ...asked.map((stage) => ({
      label: whistleStages[stage],
      cell: ({ stages }: FiledCall) =>
        stageSaid(
          stages.find((each) => each.stage === stage),
          at,
          now,
        ),
    })),
  ];
}

function How({ call: { coming, objection, ruling } }: { call: FiledCall }) {
  return (
    <>
      <ComingWord coming={coming} />
      {objection && <p class="meta">{`异议：${objection}`}</p>}
      {ruling && <p class="meta">{`裁定：${ruling}`}</p>}
    </>
  );
}

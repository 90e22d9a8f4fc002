import type { FilingPage } from "../../worker/domain/filings/read.ts";
import { formatDate, formatDeadline, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Card, Item, ItemList } from "../components/list.tsx";

type Entry = FilingPage["absent"][number];

/** The units that are named because they didn't come, and what was struck off that list. */
export function Absent({ page, now }: { page: FilingPage; now: Instant }) {
  if (!page.nameAbsent) return null;
  const named = page.absent.filter(({ struck }) => struck === null);
  const struck = page.absent.filter(({ struck }) => struck !== null);
  const people = page.comings.absent - page.absent.length;
  return (
    <Card title={page.state === "filed" ? "通报：没有报到的单位" : "拟通报：没有报到的单位"} id="absent">
      <p>{saidOf(page, named.length)}</p>
      {named.length > 0 && (
        <ItemList id="named">
          {named.map((entry) => (
            <Item title={entry.name} meta={calledFor(entry, now)} />
          ))}
        </ItemList>
      )}
      {people > 0 && <p class="meta">{`另有 ${people} 人没有报到，个人不通报。`}</p>}
      {struck.length > 0 && (
        <>
          <h3>更正</h3>
          <ItemList id="struck">
            {struck.map((entry) => (
              <Item title={`${entry.name}不列入通报`}>
                <p class="meta">{calledFor(entry, now)}</p>
                <p class="as-typed">{`理由：${entry.struck?.reason ?? ""}`}</p>
                {entry.struck && (
                  <p class="meta">{`${entry.struck.by} ${formatMoment(entry.struck.at as Instant, now)}`}</p>
                )}
              </Item>
            ))}
          </ItemList>
        </>
      )}
    </Card>
  );
}

function saidOf({ state }: FilingPage, named: number): string {
  if (named === 0) return state === "filed" ? "没有要通报的单位。" : "现在没有要通报的单位。";
  if (state === "filed") return `以下 ${named} 次没有报到，予以通报。`;
  return `以下 ${named} 次没有报到，报备时通报。报备前请核对，有误的更正。`;
}

/** `吹哨 2026-000012，公共安全，11月3日吹哨，应于 11月5日 18:00 前报到` */
function calledFor({ number, occasion, blownAt, dueAt }: Entry, now: Instant): string {
  const due = formatDeadline(dueAt as Instant, now);
  const blown = `${formatDate(blownAt as Instant, now)}吹哨`;
  return [`吹哨 ${number}`, occasion, blown, `应于 ${due} 前报到`].filter(Boolean).join("，");
}

import type { PromisedNow } from "../../worker/domain/county/promised.ts";
import { formatFullDate } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { Card, DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { promisesTitle } from "../layout/identity.tsx";
import { ResidentPage } from "../layout/resident.tsx";

type Props = { frame: Frame; promised: PromisedNow };

/** What whoever reports something now is promised, by when it is dealt with, and when somebody is there. */
export function CommitmentsPage(props: Props) {
  const { frame, promised } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead
        title={promisesTitle(promised.commitments.length > 0)}
        lead={`${formatFullDate(promised.effectiveFrom as Instant)}起执行（规则第 ${promised.version} 版）。以前提交的事项一般按提交时的规定办理，以各自的进度页为准。`}
      />
      <Kinds {...props} />
      <Limits {...props} />
      <Outside {...props} />
      <Card title="办公时间">
        <Lines lines={promised.opening} />
        <p class="meta">事项随时可以提交。</p>
      </Card>
    </ResidentPage>
  );
}

/** By kind; a kind of which the county says nothing has no place. */
function Kinds({ promised }: Props): Child {
  return [...Map.groupBy(promised.commitments, ({ kindName }) => kindName)].map(([kind, all]) => (
    <Card title={kind}>
      <DescriptionList items={all.map(inWords)} />
    </Card>
  ));
}

const inWords = ({ name, text }: Pick<PromisedNow["commitments"][number], "name" | "text">) => ({
  term: name,
  detail: <p class="as-typed">{text}</p>,
});

function Limits({ promised: { limits } }: Props) {
  return (
    <Card title="办理时限" id="limits">
      <p>从最低一级开始办理；当地没有这一级的，由再上一级办理。</p>
      <DescriptionList
        items={limits.map(({ title, lines }) => ({ term: title, detail: <Lines lines={lines} /> }))}
      />
    </Card>
  );
}

/** What grids don't deal with, and where to go with it. */
function Outside({ promised: { admission } }: Props) {
  if (admission === null) return null;
  const { categories, elsewhere } = admission;
  return (
    <Card title="网格办理的和不办理的">
      <p>
        {categories.length > 0
          ? `网格办理：${categories.join("、")}。其他事项由上一级办理。`
          : "网格不办理居民提交的事项，都由上一级办理。"}
      </p>
      {elsewhere !== null && <p class="as-typed">{elsewhere}</p>}
    </Card>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }): Child => lines.map((line) => <p>{line}</p>);

/** On a receipt: by which commitments its matter is dealt with, those of its own rules. Nothing where they have none. */
export function OwnCommitments(props: {
  frame: Frame;
  commitments: readonly Pick<PromisedNow["commitments"][number], "name" | "text">[];
}) {
  const { frame, commitments } = props;
  if (commitments.length === 0) return null;
  return (
    <Card title="服务承诺">
      <p>这件事适用：{commitments.map(({ name }) => name).join("、")}。</p>
      <Disclosure summary="看内容">
        <DescriptionList items={commitments.map(inWords)} />
      </Disclosure>
      <p>
        <a href={link(frame, "/commitments")}>本县现行的服务承诺和办理时限</a>
      </p>
    </Card>
  );
}

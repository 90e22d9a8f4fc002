import type { Told, Way } from "../../worker/http/answer.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, LinkButton } from "../components/button.tsx";
import { lostPhotos } from "../components/photo-field.tsx";
import type { Frame } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { ResidentPage } from "../layout/resident.tsx";
import { StaffPage } from "../layout/staff.tsx";
import { Kept, type Retry, RetryForm } from "./retry-form.tsx";

const shells = { resident: ResidentPage, staff: StaffPage, platform: PlatformPage };

/** An error's words, with what this request adds to them. */
export type Failure = {
  told: Told;
  /** Where its way on leads, already linked. */
  href: string;
  /** What was typed, where `told` says what to do with it and there was anything. */
  retry?: Retry | undefined;
  now: Instant;
  requestId: string;
};

/** An error as a whole page in one of the shells. */
export function ErrorPage(props: Failure & { frame: Frame; shell: keyof typeof shells }) {
  const Shell = shells[props.shell];
  return (
    <Shell frame={{ ...props.frame, title: props.told.happened }}>
      <ErrorContent {...props} />
    </Shell>
  );
}

/** An error as a fragment: what happened, what was kept, what to do. */
export function ErrorContent(props: Failure) {
  const { happened, points, became, advice, typed, numbered } = props.told;
  const words = { became, advice, ...(props.retry && typed) };
  return (
    <section class="failure" role="alert">
      <h1>{happened}</h1>
      {points && <Points points={points} />}
      <Faster {...props} />
      <p>{words.became}</p>
      <Points points={words.advice} />
      <WayOn {...props} />
      {numbered && (
        <p class="meta">
          编号 <code>{props.requestId}</code>
        </p>
      )}
    </section>
  );
}

function Points(props: { points: readonly string[] }) {
  return (
    <ul>
      {props.points.map((point) => (
        <li>{point}</li>
      ))}
    </ul>
  );
}

function Faster({ told: { faster }, now }: Failure) {
  if (!faster) return null;
  return (
    <p>
      {faster.by}在{formatMoment(faster.at as Instant, now)} 保存了修改。
    </p>
  );
}

/** What was typed, and the way on; after a conflict it can only be read: it would meet the same newer revision. */
function WayOn(props: Failure) {
  const { told, retry } = props;
  const offered = retry && told.typed?.offered;
  if (!retry || !offered) return <WayLink {...props} unsaved={false} />;
  return (
    <>
      {offered === "later" && <WayLink {...props} unsaved />}
      {offered === "read" ? (
        <>
          <Kept retry={retry} />
          {retry.photos && <p>{lostPhotos}</p>}
        </>
      ) : (
        <RetryForm
          retry={retry}
          quiet={offered === "later"}
          button={told.typed?.proof ? "继续" : "再次提交"}
        />
      )}
      {offered !== "later" && <WayLink {...props} unsaved />}
    </>
  );
}

/** What the way on is called; `apart` where it opens beside the page, because that holds something unsaved. */
const labels: Readonly<Record<Way, { label: string; apart?: string }>> = {
  home: { label: "返回首页" },
  back: { label: "查看最新内容", apart: "在新页面查看最新内容" },
  signIn: { label: "重新登录", apart: "在新页面登录" },
  platform: { label: "到平台首页选择" },
  ownAddress: { label: "打开本系统的网址" },
};

function WayLink({ told: { way }, href, unsaved }: Failure & { unsaved: boolean }) {
  const { label, apart } = labels[way];
  const opens = unsaved && apart !== undefined;
  return (
    <Actions>
      <LinkButton href={href} kind={unsaved && !opens ? "secondary" : "primary"} apart={opens}>
        {opens ? apart : label}
      </LinkButton>
    </Actions>
  );
}

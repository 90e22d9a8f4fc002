import { formatMoment } from "../../worker/time/format.ts";
import { Actions, LinkButton } from "../components/button.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { ResidentPage } from "../layout/resident.tsx";
import { StaffPage } from "../layout/staff.tsx";
import { accountOf, type Failure } from "./failure.ts";
import { Kept, RetryForm } from "./retry-form.tsx";

const shells = { resident: ResidentPage, staff: StaffPage, platform: PlatformPage };

/** A failure as a whole page in one of the shells. */
export function ErrorPage(props: { frame: Frame; failure: Failure; shell: keyof typeof shells }) {
  const Shell = shells[props.shell];
  const frame = { ...props.frame, title: accountOf(props.failure).happened };
  return (
    <Shell frame={frame}>
      <ErrorContent failure={props.failure} frame={frame} />
    </Shell>
  );
}

/** A failure as a fragment: what happened, what was kept, what to do. */
export function ErrorContent(props: { frame: Frame; failure: Failure }) {
  const { failure } = props;
  const account = accountOf(failure);
  return (
    <section class="failure" role="alert">
      <h1>{account.happened}</h1>
      <Details failure={failure} />
      <p>{account.kept}</p>
      <ul>
        {account.actions.map((action) => (
          <li>{action}</li>
        ))}
      </ul>
      {failure.kind === "signedOut" && <Ways {...props} />}
      <Unsaved failure={failure} />
      {failure.kind !== "signedOut" && <Ways {...props} />}
      {"requestId" in failure && (
        <p class="meta">
          编号 <code>{failure.requestId}</code>
        </p>
      )}
    </section>
  );
}

function Details(props: { failure: Failure }): Child {
  const { failure } = props;
  if (failure.kind === "invalid") {
    return (
      <ul>
        {failure.problems.map((problem) => (
          <li>{problem.message}</li>
        ))}
      </ul>
    );
  }
  if (failure.kind !== "conflict" || failure.by === undefined || failure.at === undefined) return null;
  return (
    <p>
      {failure.by}在{formatMoment(failure.at, failure.now)} 保存了修改。
    </p>
  );
}

/**
 * What was typed, kept. Sending it again comes second after a sign-in, and never after a conflict: it would
 * only meet the same newer version.
 */
function Unsaved(props: { failure: Failure }) {
  const { failure } = props;
  if (!("retry" in failure) || failure.retry === undefined) return null;
  if (failure.kind === "conflict") return <Kept retry={failure.retry} />;
  return <RetryForm retry={failure.retry} quiet={failure.kind === "signedOut"} />;
}

/** The way on from here. */
function Ways(props: { frame: Frame; failure: Failure }) {
  const { frame, failure } = props;
  const unsaved = "retry" in failure && failure.retry !== undefined;
  if (failure.kind === "unknownTenant") return <Way href={failure.platformHref} label="到平台首页选择" />;
  if (failure.kind === "signedOut") {
    return <Way href={failure.signInHref} label={unsaved ? "在新页面登录" : "重新登录"} apart={unsaved} />;
  }
  if (failure.kind === "conflict") {
    const label = unsaved ? "在新页面查看最新内容" : "查看最新内容";
    return <Way href={link(frame, frame.path)} label={label} apart={unsaved} />;
  }
  return <Way href={link(frame, "/")} label="返回首页" quiet={unsaved} />;
}

function Way(props: { href: string; label: string; quiet?: boolean; apart?: boolean }) {
  return (
    <Actions>
      <LinkButton href={props.href} kind={props.quiet ? "secondary" : "primary"} apart={props.apart}>
        {props.label}
      </LinkButton>
    </Actions>
  );
}

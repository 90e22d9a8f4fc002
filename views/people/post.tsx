import type { newPostPage, PostPage, postChangePage } from "../../worker/domain/accounts/post-page.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Option, type OptionGroup, Select } from "../components/select.tsx";
import { attemptOf, type Failed } from "../components/submit.ts";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { OpenWork, Successor, type Work } from "./work.tsx";

export type PostForm = "post";

type Common = { frame: Frame; failed?: Failed<PostForm> | undefined; idempotencyKey: string };
type Choices = { roles: readonly Option[]; scopes: readonly OptionGroup[] };

/** Somebody is to have one role more. */
export function NewPost(
  props: Common &
    Choices & { person: Pick<Awaited<ReturnType<typeof newPostPage>>, "id" | "name">; scope: string },
) {
  const { frame, person, scope } = props;
  const path = link(frame, `/people/${encodeURIComponent(person.id)}`);
  return (
    <Shell {...props} title={`给${person.name}增加角色`}>
      <Card title="新的角色">
        <Form action={`${path}/posts`} idempotencyKey={props.idempotencyKey}>
          <Choice {...props} beginning={{ role: "", scope }} />
          <p>原有的角色不变。增加后立即生效，此人不用重新登录。</p>
          <Sending path={path}>
            <Button kind="primary">增加角色</Button>
          </Sending>
        </Form>
      </Card>
    </Shell>
  );
}

/** One of somebody's roles is to end; what hangs on it is named first. */
export function EndPost(props: Common & { now: Instant; page: PostPage }) {
  const { page } = props;
  const path = link(props.frame, `/people/${encodeURIComponent(page.id)}`);
  return (
    <Shell {...props} title={`结束角色：${page.post.words}`} lead={page.name}>
      <Hanging {...props} work={page} />
      <Card title="结束角色">
        <Form action={`${path}/posts/${page.post.id}/closure`} idempotencyKey={props.idempotencyKey}>
          <p>
            结束后{page.name}不再是{page.post.words}，立即生效。账号和其他角色不受影响。
          </p>
          <Successor work={page} failed={props.failed} form="post" />
          <Sending path={path}>
            <Button kind="danger">结束角色</Button>
          </Sending>
        </Form>
      </Card>
    </Shell>
  );
}

/** One of somebody's roles is to become another one, or to be held elsewhere. */
export function ChangePost(
  props: Common & Choices & { now: Instant; page: Awaited<ReturnType<typeof postChangePage>> },
) {
  const { page } = props;
  const path = link(props.frame, `/people/${encodeURIComponent(page.id)}`);
  return (
    <Shell {...props} title={`变更角色：${page.post.words}`} lead={page.name}>
      <Hanging {...props} work={page} />
      <Card title="改为">
        <Form action={`${path}/posts/${page.post.id}/change`} idempotencyKey={props.idempotencyKey}>
          <Choice {...props} beginning={{ role: page.post.role, scope: page.post.scopeId ?? "" }} />
          <Successor work={page} failed={props.failed} form="post" />
          <Sending path={path}>
            <Button kind="primary">变更角色</Button>
          </Sending>
        </Form>
      </Card>
    </Shell>
  );
}

function Shell(props: Common & { title: string; lead?: string; children: Child }) {
  return (
    <StaffPage frame={props.frame}>
      <PageHead title={props.title} lead={props.lead} />
      <ErrorSummary problems={props.failed?.attempt.problems ?? []} />
      {props.children}
    </StaffPage>
  );
}

function Hanging(props: { frame: Frame; now: Instant; work: Work }) {
  return (
    <Card title="因这个角色在手上的工作" id="work">
      <OpenWork {...props} />
    </Card>
  );
}

function Choice(props: Common & Choices & { beginning: { role: string; scope: string } }) {
  const attempt = attemptOf(props.failed, "post", props.beginning);
  return (
    <>
      <Select name="role" label="角色" options={props.roles} attempt={attempt} />
      <Select
        name="scope"
        label="负责范围"
        hint="联络员选一个成员单位；其他角色选一级组织，包括它的全部下级。"
        options={props.scopes}
        attempt={attempt}
      />
    </>
  );
}

function Sending(props: { path: string; children: Child }) {
  return (
    <Actions>
      {props.children}
      <LinkButton href={props.path}>取消</LinkButton>
    </Actions>
  );
}

import type { PersonPage } from "../../worker/domain/accounts/person.ts";
import { formatFullMoment, formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import type { Came } from "../components/clashing.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Past } from "../components/past.tsx";
import { type Failed, keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { PersonBack, PersonName } from "./person-name.tsx";
import { OpenWork, Successor } from "./work.tsx";

/** The forms of this page that can come back with something to mend. */
type PersonForm = "closure" | "name" | "reopening" | "reset";
export type FailedPerson = Failed<PersonForm> & { attempt: NonNullable<Came> };

type Props = {
  frame: Frame;
  now: Instant;
  person: PersonPage;
  failed?: FailedPerson | undefined;
  idempotencyKey: string;
};

/** Somebody who works in the county: what they are there for, what hangs on them, and their account. */
export function PersonView(props: Props) {
  const { frame, now, person } = props;
  const { name, username, disabledAt } = person;
  const state = disabledAt ? `${formatMoment(disabledAt as Instant, now)} 停用` : "在用";
  return (
    <StaffPage frame={frame}>
      <PageHead title={name} lead={`用户名 ${username}，${state}`} />
      {!saysItself(props) && <ErrorSummary problems={props.failed?.attempt.problems ?? []} />}
      <div class="with-side">
        <div class="stack">
          <Posts {...props} />
          <Card title="手上的工作" id="work">
            <OpenWork frame={frame} now={now} work={person} />
          </Card>
          <Account {...props} />
        </div>
        <Past
          {...props}
          title="经过"
          path={`/people/${encodeURIComponent(person.id)}`}
          page={person}
          subject={`account:${person.id}`}
        />
      </div>
    </StaffPage>
  );
}

/** The form that mends the name says by itself why it came back, as long as it stands here. */
const saysItself = ({ person, failed }: Props): boolean => failed?.form === "name" && !person.disabledAt;

const pathOf = ({ frame, person }: Pick<Props, "frame" | "person">) =>
  link(frame, `/people/${encodeURIComponent(person.id)}`);

function Posts(props: Props) {
  const { now, person } = props;
  const path = pathOf(props);
  const mayChange = person.mayManage && !person.disabledAt;
  return (
    <Card
      title="角色"
      id="posts"
      action={mayChange && <LinkButton href={`${path}/posts/new`}>增加角色</LinkButton>}
    >
      {person.posts.length === 0 ? (
        <Empty text="现在没有角色，登录后什么也看不到。" />
      ) : (
        <ItemList id="post-list">
          {person.posts.map(({ id, words, grantedAt }) => (
            <Item
              title={words}
              meta={`${formatMoment(grantedAt as Instant, now)} 起`}
              action={
                mayChange && !person.isSelf && <PostActions path={`${path}/posts/${id}`} words={words} />
              }
            />
          ))}
        </ItemList>
      )}
    </Card>
  );
}

function PostActions(props: { path: string; words: string }) {
  const which = <span class="unseen">（{props.words}）</span>;
  return (
    <Actions>
      <LinkButton href={`${props.path}/change`}>变更{which}</LinkButton>
      <LinkButton href={props.path}>结束{which}</LinkButton>
    </Actions>
  );
}

function Account(props: Props) {
  const { person } = props;
  if (person.disabledAt && !person.mayManage) return null;
  if (person.disabledAt) {
    return (
      <Card title="账号" id="account">
        <PersonBack {...props} page={person} />
      </Card>
    );
  }
  return (
    <Card title="账号" id="account">
      <Links {...props} />
      <Sessions {...props} />
      {person.mayManage && <PersonName {...props} page={person} />}
      {person.mayManage && !person.isSelf && <Closure {...props} />}
    </Card>
  );
}

/** A new password for whoever forgot theirs. */
function Links(props: Props) {
  const { frame, now, person, idempotencyKey } = props;
  const open = person.links.filter(({ standing }) => standing === "open");
  return (
    <>
      {open.map(({ id, invitedBy, createdAt, expiresAt }) => (
        <p>
          {invitedBy}于{formatMoment(createdAt as Instant, now)} 发出了重设密码链接，
          {formatFullMoment(expiresAt as Instant)} 前有效。
          {person.mayManage && (
            <a href={link(frame, `/people/invitations/${encodeURIComponent(id)}`)}>查看链接</a>
          )}
        </p>
      ))}
      {person.mayManage && (
        <Form action={`${pathOf(props)}/reset`} idempotencyKey={keyOf(idempotencyKey, "reset")}>
          <p class="hint">忘记密码时，生成一个链接发给本人，由本人设置新密码。</p>
          <Actions>
            <Button>生成重设密码链接</Button>
          </Actions>
        </Form>
      )}
    </>
  );
}

function Sessions(props: Props) {
  const { now, person, idempotencyKey } = props;
  const { many, usedAt } = person.sessions;
  if (many === 0) return <p>现在没有登录。</p>;
  const words = `现在登录着 ${many} 处，最近一次在 ${formatMoment(usedAt as Instant, now)} 前后使用。`;
  if (!person.mayManage) return <p>{words}</p>;
  return (
    <Form action={`${pathOf(props)}/sessions/closure`} idempotencyKey={keyOf(idempotencyKey, "sessions")}>
      <p>{words}</p>
      <Actions>
        <Button>退出全部登录</Button>
      </Actions>
    </Form>
  );
}

/** An end for whoever left, and somebody who takes over. */
function Closure(props: Props) {
  const { person, failed, idempotencyKey } = props;
  return (
    <Disclosure summary="停用账号" id="closing" open={failed?.form === "closure"}>
      <Form action={`${pathOf(props)}/closure`} idempotencyKey={keyOf(idempotencyKey, "closure")}>
        <p>停用后此人不能再登录，发出的邀请链接作废。办过的事都留着。</p>
        <Successor work={person} failed={failed} form="closure" />
        <Actions>
          <Button kind="danger">停用账号</Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

import { buttonName, buttons, indexName } from "../../../worker/rules/document/form-names.ts";
import { standingOf } from "../../../worker/rules/document/standing.ts";
import type { GroupField } from "../../../worker/rules/schema/fields.ts";
import type { Instant } from "../../../worker/time/instants.ts";
import { fieldId } from "../../components/attempt.ts";
import { Actions, Button, LinkButton } from "../../components/button.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { ErrorSummary, Form } from "../../components/form.tsx";
import { type Clash, ConflictNotice, Notice } from "../../components/notice.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { type Option, Select } from "../../components/select.tsx";
import { type Frame, link } from "../../layout/frame.ts";
import { StaffPage } from "../../layout/staff.tsx";
import { NotYet, NotYetNote } from "../not-yet.tsx";
import type { Editing } from "./editing.ts";
import { Fields } from "./field.tsx";

type Props = {
  frame: Frame;
  number: number;
  revision: number;
  /** The fingerprint of the item as it is shown. */
  seen: string;
  title: string;
  /** The section it belongs to, for the way back. */
  section: { id: string; title: string };
  field: GroupField;
  editing: Editing;
  /** Where in its list it can stand; empty for what stands in none. */
  indexes: readonly Option[];
  /** Not in the list yet. */
  fresh: boolean;
  removable: boolean;
  /** Rows were added or taken away, or the sums looked at: the form differs from what is kept. */
  unsaved: boolean;
  /** Somebody else saved this draft in between. */
  conflict?: { by: string; at: Instant; now: Instant; clashes: readonly Clash[] } | undefined;
  idempotencyKey: string;
};

/** One item of a draft to fill in. Nothing is kept until the whole rule set is valid with it. */
export function ItemPage(props: Props) {
  const { frame, number, editing, section } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={props.title}
        lead={`规则草案第 ${number} 版 › ${section.title}。保存后仍是草案，发布后才生效。`}
      />
      <Standing {...props} />
      {props.conflict ? (
        <ConflictNotice {...props.conflict} />
      ) : (
        <ErrorSummary problems={editing.attempt.problems} />
      )}
      {props.unsaved && <Unsaved {...props} />}
      <ItemForm {...props} />
    </StaffPage>
  );
}

/** Whether anything follows the item; where only parts of it are idle, their hints say so. */
function Standing({ field }: Props) {
  const { idle, parts } = standingOf([field]);
  if (!idle && parts.length === 0) return null;
  return (
    <div>
      {idle && <NotYet />}
      <NotYetNote />
    </div>
  );
}

/** What was rearranged is not kept yet; where something must add up, whether it does. */
function Unsaved({ editing }: Props) {
  return (
    <Notice kind="information">
      <p>以下改动还没有保存。</p>
      {editing.sums.map(({ list, text, right }) => (
        <p class={right ? undefined : "sum-wrong"}>
          <a href={`#${fieldId(list)}`}>{text}</a>
        </p>
      ))}
    </Notice>
  );
}

function ItemForm(props: Props) {
  const { editing, revision, seen, idempotencyKey } = props;
  return (
    <Form action={editing.action} idempotencyKey={idempotencyKey} hidden={{ revision, seen }} id="item">
      <button type="submit" class="unseen" tabindex="-1">
        保存
      </button>
      <Fields field={props.field} name="" editing={editing} />
      <Index {...props} />
      <ItemActions {...props} />
      {props.removable && <Removal title={props.title} />}
    </Form>
  );
}

function Index({ indexes, editing, fresh }: Props) {
  if (indexes.length < 2) return null;
  return (
    <Select
      name={indexName}
      label="排列位置"
      options={indexes}
      attempt={editing.attempt}
      unchosen={fresh ? "最后" : "不变"}
      optional
    />
  );
}

function ItemActions({ frame, number, section, editing }: Props) {
  return (
    <Actions>
      <Button kind="primary">保存到草案</Button>
      {editing.sums.length > 0 && (
        <Button name={buttonName} value={buttons.check}>
          检查合计，不保存
        </Button>
      )}
      <LinkButton href={link(frame, `/rules/${number}/sections/${section.id}`)}>不保存，返回</LinkButton>
    </Actions>
  );
}

function Removal({ title }: { title: string }) {
  return (
    <Disclosure summary="删除这一项">
      <p>从草案中删除“{title}”。现行规则不受影响，放弃草案即可复原。</p>
      <Button kind="danger" name={buttonName} value={buttons.drop}>
        从草案中删除
      </Button>
    </Disclosure>
  );
}

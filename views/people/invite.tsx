import { Actions, Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { type Option, type OptionGroup, Select } from "../components/select.tsx";
import { attemptOf, type Failed, keyOf } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** What the pages about people know of roles and units. */
export type Offered = {
  /** Roles by name; the values are those of `Role`. */
  roles: readonly Option[];
  /** Org units and member units, grouped. */
  scopes: readonly OptionGroup[];
};

/** The forms of this page that can come back with something to mend. */
export type PeopleForm = "invitations" | "revocation";

/** Invites a person to a role in a scope; the answer is a page with the link. */
export function InvitePerson(
  props: Offered & {
    frame: Frame;
    failed?: Failed<PeopleForm> | undefined;
    /** There are more member units than can be chosen here. */
    moreUnits?: boolean | undefined;
    /** One more is invited, right after another. */
    again?: boolean | undefined;
    idempotencyKey: string;
  },
) {
  const attempt = attemptOf(props.failed, "invitations");
  return (
    <Card title="邀请人员" id="inviting">
      <Form
        action={link(props.frame, "/people/invitations")}
        idempotencyKey={keyOf(props.idempotencyKey, "invitations")}
      >
        <TextField
          name="name"
          label="姓名"
          width="medium"
          autocomplete="off"
          most={30}
          attempt={attempt}
          focused={props.again}
        />
        <Select name="role" label="角色" options={props.roles} attempt={attempt} />
        <Select
          name="scope"
          label="负责范围"
          hint={`联络员选一个成员单位；其他角色选一级组织，包括它的全部下级。${props.moreUnits ? "成员单位很多，这里没有列全：其余的，请在该单位的页面上邀请。" : ""}`}
          options={props.scopes}
          attempt={attempt}
        />
        <p>提交后会生成一个邀请链接，由您发给本人。</p>
        <Actions>
          <Button kind="primary">生成邀请链接</Button>
        </Actions>
      </Form>
    </Card>
  );
}

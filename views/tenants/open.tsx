import type { Preset } from "../../db/presets/index.ts";
import { type Attempt, fieldId } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { PageHead } from "../components/page-head.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import type { Frame } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";

export type OfferedPreset = Pick<Preset, "key" | "name" | "county" | "summary">;

/** Opens a county: by the operator, or by an invited visitor, who is then `invitedAs`. */
export function OpenTenantPage(props: {
  frame: Frame;
  presets: readonly OfferedPreset[];
  /** `/operator/tenants`, or `/openings/<token>`. */
  action: string;
  invitedAs?: string | undefined;
  attempt: Attempt;
  idempotencyKey: string;
}) {
  const { frame, invitedAs } = props;
  const at = withAdmin(props.attempt, invitedAs);
  return (
    <PlatformPage frame={frame}>
      {/* A problem with the visitor's link is shown on top and leads here. */}
      <div id={fieldId("token")}>
        <PageHead
          title="开通新县"
          lead={
            invitedAs === undefined
              ? "开通后得到一个链接，交给这个县的第一位管理员。"
              : `${invitedAs}，您好。填写以下内容，您的县（市、区）就可以开始使用。`
          }
        />
      </div>
      <ErrorSummary problems={at.problems} />
      <Form action={props.action} idempotencyKey={props.idempotencyKey}>
        <County attempt={at} />
        <PresetChoice presets={props.presets} attempt={at} />
        <AdminName invited={invitedAs !== undefined} attempt={at} />
        <p>开通要建立单独的数据库，一般需要几秒钟，请等页面自己转到结果。重复提交不会开通两次。</p>
        <Actions>
          <Button kind="primary">开通</Button>
        </Actions>
      </Form>
    </PlatformPage>
  );
}

/** Whoever is invited is most likely the county's first admin. */
function withAdmin(at: Attempt, invitedAs: string | undefined): Attempt {
  if (invitedAs === undefined || at.values.adminName !== undefined) return at;
  return { ...at, values: { ...at.values, adminName: invitedAs } };
}

function County(props: { attempt: Attempt }): Child {
  const said = { autocomplete: "off", attempt: props.attempt } as const;
  return (
    <>
      <TextField
        {...said}
        name="name"
        label="县（市、区）名称"
        hint="全称，例如：新野县"
        most={30}
        width="medium"
      />
      <TextField
        {...said}
        name="slug"
        label="网址标识"
        hint="用县名的拼音。小写字母开头，可以有数字和短横线，例如 xinye，网址就是 /t/xinye。开通后不能改。"
        most={31}
        width="medium"
      />
      <TextField
        {...said}
        name="divisionCode"
        label="行政区划代码"
        hint="6 位数字，例如 411329"
        kind="number"
        most={6}
        width="short"
      />
    </>
  );
}

function PresetChoice(props: { presets: readonly OfferedPreset[]; attempt: Attempt }): Child {
  return (
    <Radios
      name="preset"
      label="做法模板"
      hint="开通时复制一份规则，只用于本县，不影响别的县。"
      options={props.presets.map(({ key, name, county, summary }) => ({
        value: key,
        label: `${name}（${county}）`,
        hint: summary,
      }))}
      attempt={props.attempt}
    />
  );
}

function AdminName(props: { invited: boolean; attempt: Attempt }): Child {
  return (
    <TextField
      name="adminName"
      label="管理员姓名"
      hint={
        props.invited
          ? "第一位管理员，一般就是您本人，由他邀请其他人。"
          : "这个县的第一位管理员，由他邀请其他人。"
      }
      autocomplete="off"
      most={30}
      width="medium"
      attempt={props.attempt}
    />
  );
}

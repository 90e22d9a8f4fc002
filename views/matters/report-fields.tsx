import type { reportForm } from "../../worker/domain/matters/residents.ts";
import type { Attempt } from "../components/attempt.ts";
import { Radios } from "../components/choices.tsx";
import { PhotoField } from "../components/photo-field.tsx";
import { type Option, type OptionGroup, Select } from "../components/select.tsx";
import { TextArea, TextField } from "../components/text-field.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { privacyPage } from "../layout/identity.tsx";

export type Offered = Awaited<ReturnType<typeof reportForm>>;
export type Unit = NonNullable<Offered["unit"]>;

/** What happened, of which kind, and where exactly. */
export function MatterFields(props: { form: Pick<Offered, "categories">; attempt: Attempt }): Child {
  return (
    <>
      <Select
        name="category"
        label="事项类别"
        hint="选最接近的一类，不确定的选最后一项。"
        options={categoryOptions(props.form.categories)}
        attempt={props.attempt}
      />
      <TextArea
        name="body"
        label="情况说明"
        hint="什么时候、发生了什么、希望怎么办。请不要写身份证号、银行卡号。"
        rows={6}
        most={1000}
        attempt={props.attempt}
      />
      <TextField
        name="place"
        label="具体位置"
        hint="写到能找到的程度，例如：小区名、几号楼、路口往哪个方向。"
        most={80}
        attempt={props.attempt}
      />
    </>
  );
}

/** Categories under the one above them; a tier between stands in the label: `车辆停放 / 电动车乱停乱放`. */
export function categoryOptions(categories: Offered["categories"]): (Option | OptionGroup)[] {
  const options: (Option | (OptionGroup & { options: Option[] }))[] = [];
  for (const { key, names } of categories) {
    const [first = "", ...rest] = names;
    const last = options.at(-1);
    const option = { value: key, label: rest.length === 0 ? first : rest.join(" / ") };
    if (rest.length === 0) options.push(option);
    else if (last && "options" in last && last.label === first) last.options.push(option);
    else options.push({ label: first, options: [option] });
  }
  return options;
}

/** More than this are quicker to choose from a list that folds away. */
const mostRadios = 8;

/** The community itself, or one of its grids. */
export function GridField(props: { form: Offered; unit: Unit; attempt: Attempt }): Child {
  const grids = props.form.grids.map(({ id, name }) => ({ value: id, label: name }));
  const field = {
    name: "orgUnitId",
    label: "所在网格",
    hint: "网格员最先看到您的事项。",
    attempt: props.attempt,
    options: [{ value: props.unit.id, label: "不清楚，由社区分派" }, ...grids],
  };
  return grids.length <= mostRadios ? <Radios {...field} /> : <Select {...field} />;
}

/** Who reports, and what that is used for. */
export function ContactFields(props: { frame: Frame; form: Offered; attempt: Attempt }): Child {
  const required = props.form.contactRequired;
  return (
    <section class="card">
      <h2>{required ? "您的联系方式" : "您的联系方式（可以不填）"}</h2>
      <p>
        只用于办理这件事时与您核实，不作其他用途。办理人员看到的姓名和号码隐去一部分，查看完整号码会留下记录。公布结果时不显示是谁提交的。详见
        <a href={link(props.frame, privacyPage.href)}>{privacyPage.label}</a>。
      </p>
      <ReporterFields own required={required} attempt={props.attempt} />
    </section>
  );
}

/** What whoever reports is called, and their number. `own`: they write it themselves, so their browser may know it. */
export const ReporterFields = (props: { own?: boolean; required?: boolean; attempt: Attempt }): Child => (
  <>
    <TextField
      name="reporterName"
      label="称呼"
      hint="例如：王女士"
      autocomplete={props.own ? "name" : "off"}
      most={20}
      width="medium"
      optional
      attempt={props.attempt}
    />
    <TextField
      name="reporterPhone"
      label="联系电话"
      hint="手机号，或带区号的座机号"
      kind="tel"
      autocomplete={props.own ? "tel" : "off"}
      most={20}
      width="medium"
      optional={!props.required}
      attempt={props.attempt}
    />
  </>
);

/** Photos of what it is about. They stand last: what was typed is read before them, however large they are. */
export function Photos(props: { form: Offered; attempt: Attempt }): Child {
  const { keptFor, photos } = props.form;
  const kept = keptFor ? `事项结束后保留 ${keptFor}，到期和联系方式一起删除。` : "";
  return photos.map(({ name, label, hint, most, together }) => (
    <PhotoField
      {...{ name, label, most, together }}
      hint={`${hint}只给能查看这件事的工作人员和凭回执码查看的人看，不公开。${kept}`}
      attempt={props.attempt}
    />
  ));
}

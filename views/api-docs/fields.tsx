import { type Column, Table } from "../components/table.tsx";
import type { Child } from "../html.ts";
import { anchorOf, named, type Schema } from "./described.ts";

/** One field as its row shows it. */
export interface Field {
  name: string;
  required: boolean;
  schema: Schema;
  said?: string | undefined;
}

/** The fields of an object, its required ones marked. */
export const fieldsOf = ({ properties = {}, required = [] }: Schema): Field[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
    said: [schema.title, schema.description].filter(Boolean).join("，"),
  }));

/** `answers`: what is answered is always there, so nothing says that it must be. */
export function Fields(props: { caption: string; fields: readonly Field[]; answers?: boolean }) {
  const columns: Column<Field>[] = [
    { label: "名称", heading: true, cell: ({ name }) => <code>{name}</code> },
    { label: "类型", cell: ({ schema }) => <Type schema={schema} /> },
    ...(props.answers
      ? []
      : [{ label: "要求", cell: ({ required }: Field) => (required ? "必填" : "选填") }]),
    { label: "说明", cell: ({ said }) => said || "无" },
  ];
  return <Table caption={props.caption} captionHidden columns={columns} rows={props.fields} />;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "文字",
  integer: "整数",
  number: "数",
  boolean: "true 或 false",
  object: "对象",
  array: "列表",
};

const formatWords: Readonly<Record<string, string>> = {
  date: "日期，如 2026-11-21",
  "date-time": "时间（UTC），如 2026-11-21T09:00:00.000Z",
  password: "密码",
  uri: "URI",
};

/** What a value looks like, in words; a component is named and linked. */
export function Type(props: { schema: Schema }): Child {
  const { schema } = props;
  if (schema.$ref) return <a href={`#${anchorOf(named(schema.$ref))}`}>{named(schema.$ref)}</a>;
  if (schema.anyOf) return <Choice among={schema.anyOf} />;
  const types = [schema.type ?? []].flat();
  const plain = types.filter((type) => type !== "null");
  const orNull = types.includes("null") ? "，可为 null" : "";
  if (schema.format === "binary") return "文件";
  if (plain.length === 0) return "任意 JSON";
  return (
    <>
      {plain.map((type) => (schema.format && formatWords[schema.format]) ?? typeWords[type]).join("或")}
      <Within schema={schema} />
      {orNull}
    </>
  );
}

function Choice(props: { among: readonly Schema[] }) {
  const kinds = props.among.filter(({ type }) => type !== "null");
  return (
    <>
      {kinds.map((schema, at) => [at > 0 && " 或 ", <Type schema={schema} />])}
      {kinds.length < props.among.length && "，可为 null"}
    </>
  );
}

/** What a list holds, which words there are, how long or large. */
function Within(props: { schema: Schema }): Child {
  const { schema } = props;
  if (schema.enum) return ["：", listed(schema.enum.filter((each) => each !== null))];
  if (schema.items) {
    const { maxItems } = schema;
    return ["，每项为", <Type schema={schema.items} />, maxItems !== undefined && `，最多 ${maxItems} 项`];
  }
  if (schema.properties) return ["：", listed(Object.keys(schema.properties))];
  const range = rangeOf(schema);
  return [range && `，${range}`, schema.pattern && ["，形如 ", <code>{schema.pattern}</code>]];
}

const listed = (values: readonly unknown[]): Child =>
  values.map((value, at) => [at > 0 && "、", <code>{String(value)}</code>]);

function rangeOf({ minLength, maxLength, minimum, maximum }: Schema): string | undefined {
  if (maxLength !== undefined) return `${minLength ? `${minLength} 至 ` : "最多 "}${maxLength} 个字`;
  if (maximum !== undefined) return `${minimum ?? 0} 至 ${maximum}`;
  return minimum === undefined ? undefined : `不小于 ${minimum}`;
}

import { Disclosure } from "../components/disclosure.tsx";
import { DescriptionList } from "../components/list.tsx";
import { type Described, named, type Schema, type Sent } from "./described.ts";
import { type Field, Fields, fieldsOf, Type } from "./fields.tsx";

/** One operation: what it is for, who may send it, what it takes and answers, how it can be refused. */
export function Operation(props: { sent: Sent; document: Described }) {
  const { sent, document } = props;
  const answers = Object.entries(sent.responses);
  return (
    <Disclosure summary={`${sent.summary}：${sent.method} ${sent.path}`} id={sent.operationId}>
      <p>{sent.description}</p>
      <Parameters sent={sent} />
      <Bodies sent={sent} document={document} />
      <h3>答复</h3>
      <DescriptionList
        items={answers.map(([status, { content }]) => ({
          term: status,
          detail: content ? <Answer content={content} /> : document.components.responses[status]?.description,
        }))}
      />
    </Disclosure>
  );
}

/** What is answered: a document, or a file of one of so many types. */
function Answer({ content }: { content: Readonly<Record<string, { schema?: Schema }>> }) {
  const schema = content["application/json"]?.schema;
  return schema ? <Type schema={schema} /> : Object.keys(content).join("、");
}

const places = { path: "网址中", query: "问号之后", header: "请求头" } as const;

function Parameters(props: { sent: Sent }) {
  const { parameters } = props.sent;
  if (parameters.length === 0) return null;
  const fields = parameters.map(
    ({ name, in: where, required, description, schema }): Field => ({
      name,
      required,
      schema,
      said: [places[where], schema.title, description].filter(Boolean).join("，"),
    }),
  );
  return (
    <>
      <h3>参数</h3>
      <Fields caption="参数" fields={fields} />
    </>
  );
}

/** What is sent; where that may be of several types, each under its own. */
function Bodies(props: { sent: Sent; document: Described }) {
  const bodies = Object.entries(props.sent.requestBody?.content ?? {});
  return bodies.map(([type, { schema }]) => (
    <Body title={bodies.length > 1 ? `正文：${type}` : "正文"} schema={schema} document={props.document} />
  ));
}

function Body(props: { title: string; schema: Schema; document: Described }) {
  const { $ref } = props.schema;
  const schema = $ref ? (props.document.components.schemas[named($ref)] ?? {}) : props.schema;
  return (
    <>
      <h3>{props.title}</h3>
      <Fields caption={props.title} fields={fieldsOf(schema)} />
    </>
  );
}

import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Html } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { anchorOf, type Described, type Schema, sentUnder } from "./described.ts";
import { Fields, fieldsOf, Type } from "./fields.tsx";
import { Operation } from "./operation.tsx";

/**
 * All of the API on one page, to be read without any other tool or a network. `reference` is its long part, made once;
 * `json` is where programs read the same.
 */
export function ApiDocs(props: { frame: Frame; document: Described; reference: Html; json: string }) {
  const { frame, document } = props;
  return (
    <PlatformPage frame={frame}>
      <PageHead title="接口文档" lead={document.info.description} />
      <Beginning frame={frame} json={props.json} />
      <nav aria-label="目录">
        <ul class="contents">
          {document.tags.map(({ name }) => (
            <li>
              <a href={`#tag-${name}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href="#schemas">数据结构</a>
          </li>
        </ul>
      </nav>
      {props.reference}
    </PlatformPage>
  );
}

function Beginning(props: { frame: Frame; json: string }) {
  return (
    <Card title="怎样开始">
      <ol>
        <li>
          向 <code>POST /t/{"{slug}"}/api/v1/sessions</code> 发送用户名和密码，取得令牌。
        </li>
        <li>
          之后每次请求都带上 <code>Authorization: Bearer 令牌</code>。正文用 JSON，编码用 UTF-8；带照片的用
          multipart/form-data。
        </li>
        <li>
          写入时带上 <code>Idempotency-Key</code>，没有收到答复就用同一个值再发一次。
        </li>
        <li>
          出错时答复 <code>application/problem+json</code>，按其中的 <code>type</code> 判断，
          <code>errors</code> 逐项说明哪里不对。
        </li>
      </ol>
      <p>
        程序读取 <a href={props.json}>openapi.json</a>（OpenAPI 3.1），规则文档的格式见{" "}
        <a href={link(props.frame, "/rule-set.schema.json")}>rule-set.schema.json</a>。
      </p>
    </Card>
  );
}

/** Every operation under its heading, then what they answer. */
export function ApiReference(props: { document: Described }): Html {
  const { document } = props;
  return (
    <>
      {document.tags.map(({ name, description }) => (
        <Card title={name} id={`tag-${name}`}>
          <p>{description}</p>
          {sentUnder(document, name).map((sent) => (
            <Operation sent={sent} document={document} />
          ))}
        </Card>
      ))}
      <Card title="数据结构" id="schemas">
        {answeredIn(document).map(([name, schema]) => (
          <NamedSchema name={name} schema={schema} />
        ))}
      </Card>
    </>
  );
}

/** The components that are answered; what is sent stands with its operation. */
function answeredIn({ paths, components }: Described): [string, Schema][] {
  const operations = Object.values(paths).flatMap((at) => Object.values(at));
  const bodies = new Set(
    operations.flatMap(({ requestBody }) =>
      Object.values(requestBody?.content ?? {}).map(({ schema }) => schema.$ref),
    ),
  );
  return Object.entries(components.schemas).filter(([name]) => !bodies.has(`#/components/schemas/${name}`));
}

function NamedSchema(props: { name: string; schema: Schema }) {
  const { name, schema } = props;
  return (
    <section id={anchorOf(name)}>
      <h3>{name}</h3>
      {schema.properties ? (
        <Fields caption={name} fields={fieldsOf(schema)} answers />
      ) : (
        <p>
          <Type schema={schema} />
          {schema.description && `，${schema.description}`}
        </p>
      )}
    </section>
  );
}

import type { Described } from "../../../views/api-docs/described.ts";
import { ApiDocs, ApiReference } from "../../../views/api-docs/docs.tsx";
import type { Html } from "../../../views/html.ts";
import type { C } from "../../http/app-env.ts";
import { frameOf } from "../frame.ts";
import { show } from "../show.ts";

let made: { document: Described; reference: Html } | undefined;

/** Anybody may ask for it, and it takes a hundred times as long as another page: made once for a description. */
function referenceOf(document: Described): Html {
  if (made?.document !== document) made = { document, reference: <ApiReference document={document} /> };
  return made.reference;
}

/** The API for people, from the same description that programs read. */
export function docsPage(c: C, document: Described) {
  const { base, tenant } = c.var;
  const props = {
    frame: frameOf(c, "接口文档"),
    document,
    reference: referenceOf(document),
    json: `${base}${tenant ? "/api/v1" : ""}/openapi.json`,
  };
  return show(c, <ApiDocs {...props} />);
}

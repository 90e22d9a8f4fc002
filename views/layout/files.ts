/** Where the files are that pages refer to; `files-built.ts` stands in for this one in a built worker. */
export const files = "/static";

import * as z from "zod";
import { fields } from "../kernel/input.ts";
import { Photo, WrongPhotos } from "./photo.ts";
import { largest } from "./read.ts";

/** A file, as OpenAPI has it: `format` for programs that know it by that. */
const file = { format: "binary", contentMediaType: "application/octet-stream" };

/** So many photos at most, none among that. What a form sends is read into these; JSON can't be one. */
export const photos = (label: string, most: number, hint?: string) =>
  z
    .preprocess(
      // Where none was chosen, a form may send an empty text.
      (value) => (value === "" ? undefined : value),
      z
        .array(z.instanceof(Photo, { error: `${label}不能这样发送` }).meta(file), {
          error: ({ input }) => (input instanceof WrongPhotos ? input.said : `${label}不能这样发送`),
        })
        .max(most, `${label}最多 ${most} 张`)
        .default([]),
    )
    .meta({ title: label, description: hint })
    .register(fields, { kind: "photos", label, most, hint, together: largest.together });

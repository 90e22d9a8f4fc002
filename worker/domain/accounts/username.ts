import * as z from "zod";

/** Letters of any script, digits, dot, hyphen, underscore; capitals don't count. */
export const username = z
  .string("请填写用户名")
  .overwrite((text) => text.normalize("NFKC").trim().toLowerCase())
  .min(2, "用户名至少 2 个字")
  .max(32, "用户名最多 32 个字")
  .regex(/^[\p{L}\p{N}._-]+$/u, "用户名只能用文字、数字、点、横线和下划线");

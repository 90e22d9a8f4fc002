import * as z from "zod";

/**
 * Letters of any script with their marks, digits, dot, hyphen, underscore, and the dot between the parts of names in other
 * scripts (古丽·买买提), whichever of its forms was typed; capitals don't count.
 */
export const username = z
  .string("请填写用户名")
  .overwrite((text) =>
    text
      .normalize("NFKC")
      .trim()
      .toLowerCase()
      .replace(/[•・‧∙⋅･]/g, "·"),
  )
  .min(2, "用户名至少 2 个字")
  .max(40, "用户名最多 40 个字")
  .regex(/^[\p{L}\p{M}\p{N}._·-]+$/u, "用户名只能用文字、数字、点、间隔号、横线和下划线");

import { toldNouns } from "../../worker/domain/webhooks/states.ts";
import type { Attempt } from "../components/attempt.ts";
import { Checkboxes } from "../components/choices.tsx";
import { TextField } from "../components/text-field.tsx";

const options = Object.entries(toldNouns).map(([value, label]) => ({ value, label }));

/** What a webhook says of itself. */
export function WebhookFields({ attempt }: { attempt: Attempt }) {
  return (
    <>
      <TextField
        name="name"
        label="名称"
        hint="是哪个系统，例如 12345平台"
        autocomplete="off"
        most={30}
        attempt={attempt}
      />
      <TextField
        name="address"
        label="推送地址"
        hint="对方系统接收推送的网址，以 https:// 开头。主机要在平台运维允许的名单里。"
        kind="url"
        autocomplete="off"
        most={500}
        attempt={attempt}
      />
      <Checkboxes name="nouns" label="推送内容" options={options} attempt={attempt} />
    </>
  );
}

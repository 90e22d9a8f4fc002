import { LinkField } from "./link-field.tsx";

/** The link by which a new county's first admin gets in, and what it means to hold it. */
export function AdminLink(props: { name: string; href: string | null }) {
  if (props.href === null) {
    return <p>没有待使用的链接。{props.name}忘记密码的，由县里其他管理员发重设链接。</p>;
  }
  return (
    <LinkField
      id="admin-link"
      label={`给${props.name}的链接`}
      hint="发给本人。打开后设置用户名和密码，成为县级管理员，再邀请其他人。谁拿到谁能用，7 天内只能用一次，失效后打开会说明原因。"
      value={props.href}
    />
  );
}

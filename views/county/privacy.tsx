import type { Privacy } from "../../worker/domain/county/privacy.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { formatSpan } from "../../worker/time/format.ts";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { Hotline, shownName } from "../layout/identity.tsx";
import { ResidentPage } from "../layout/resident.tsx";

type Cookie = { name: string; of: "anybody" | "staff" | "operators"; why: string; lasts: number | null };

type Props = {
  frame: Frame;
  kept: Privacy;
  /** Every cookie there is; `lasts` in seconds, null: until the browser closes. */
  cookies: readonly Cookie[];
};

/** What becomes of what residents write: what the product does, by the rules in force, and no more. */
export function PrivacyPage(props: Props) {
  const { frame } = props;
  return (
    <ResidentPage frame={frame}>
      <PageHead title="隐私说明" lead="您提交事项以后，留下了什么、谁能看到、保留多久。" />
      <Card title="留下什么">
        <Kept {...props} />
      </Card>
      <Card title="谁能看到">
        <Seen frame={frame} />
      </Card>
      <Card title="保留多久">
        <Lasting {...props} />
      </Card>
      <Card title="公开什么">
        <p>
          居民评价已解决的事项，最近几件公布类别、所在单位、办理结果和办结日期；结果里的电话、证件号码、车牌隐去一部分。
        </p>
        <p>另外公布办结的件数和评价。不公布是谁提交的，也不公布您写的情况说明、位置和您附的照片。</p>
      </Card>
      <Card title="这个网站在您的设备上存什么">
        <Cookies {...props} />
      </Card>
      <Card title="您的权利">
        <Rights frame={frame} />
      </Card>
    </ResidentPage>
  );
}

function Kept({ kept }: Props) {
  return (
    <>
      <p>您填写的：{kept.asked.join("、")}，以及您后来补充的情况和照片、评价、撤回或者申请复查的理由。</p>
      <p>系统记下的：提交时间、编号、回执码和办理经过。</p>
      <p>
        您的网络地址只记前一段，不能确定是哪台设备：用来数同一网络当天提交了多少件，当天过后删除；被拒绝的访问，记在运行日志里。
      </p>
      <p>您和工作人员附的照片，保存前去掉拍摄的地点、时间和设备等信息。</p>
    </>
  );
}

function Seen({ frame }: { frame: Frame }) {
  return (
    <>
      <p>
        称呼和电话：工作人员看到的隐去一部分。负责这件事的单位和上级的办理人员要联系您时，可以查看完整的，每次查看都留下记录。
      </p>
      <p>
        情况说明和位置：事情所在的网格、社区、街道和县的办理、督查人员，以及承办、协助、应邀到场和开会议定这件事的单位。单位设置了工作群提醒的，情况说明的开头会发到群里，不含您填写的称呼和电话。
      </p>
      <p>您附的照片：能看到情况说明的单位，以及知道回执码的人。请不要拍到人脸、证件、门牌和车牌。</p>
      <p>
        办理进度：知道<a href={link(frame, "/receipts")}>回执码</a>的人都能看到，其中没有您的称呼和电话。
      </p>
      <p>推送给本县其他系统的消息只有编号和状态，没有内容。</p>
    </>
  );
}

function Lasting({ kept: { contactsFor, sentFor } }: Props) {
  return (
    <>
      <p>
        {contactsFor
          ? `称呼、电话和您附的照片：自办结、不予受理或者合并起 ${durationWords(contactsFor)}，期满自动删除。以前提交的事项按提交时的规定。`
          : "称呼、电话和您附的照片：本县没有规定删除的期限，和事项一起保留。"}
      </p>
      <p>
        情况说明、位置、评价和办理经过：作为办理记录一直保留，请不要在里面写身份证号、银行卡号和别人的隐私。
      </p>
      <p>防止同一份表单登记两次的记录：{formatSpan(sentFor)}。</p>
      <p>为防丢失另存的备份，其中的内容随备份一起清除，会比上面说的晚。</p>
    </>
  );
}

function Cookies({ cookies }: Props) {
  const of = (whose: Cookie["of"]) => cookies.filter((cookie) => cookie.of === whose);
  return (
    <>
      <p>只用下面这些 Cookie，只发给本网站，不用来跟踪您，也没有其他公司的：</p>
      <ul>
        {of("anybody").map((cookie) => (
          <li>{said(cookie)}</li>
        ))}
      </ul>
      <p class="meta">打开登录页、邀请链接和登录以后才有的：{of("staff").map(said).join("；")}。</p>
    </>
  );
}

const said = ({ name, why, lasts }: Cookie): string =>
  `${name}：${why}，${lasts === null ? "关闭浏览器后清除" : `保留 ${formatSpan(lasts * 1000)}`}`;

/** 个人信息保护法第四十四条至第四十七条、第五十条 */
function Rights({ frame }: { frame: Frame }): Child {
  const { office, hotline } = frame.identity ?? {};
  return (
    <>
      <p>
        依照个人信息保护法，您可以要求查阅、复制、更正、补充或者删除自己的个人信息，也可以要求解释这份说明。
      </p>
      <p>
        {office ? `请联系${office}` : `请联系${shownName(frame)}或者所在的社区`}
        {hotline ? (
          <>
            ，<Hotline frame={frame} />
          </>
        ) : null}
        ，说明事项的编号，或者提交的日期和地点。
      </p>
    </>
  );
}

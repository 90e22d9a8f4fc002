import { durationWords } from "../../worker/rules/document/phrases.ts";
import type { Scheme, Veto } from "../../worker/rules/schema/rule-set.ts";
import { vetoEffects } from "../../worker/rules/schema/words.ts";
import type { Child } from "../html.ts";
import { Basis } from "./basis.tsx";
import { bandWords, bestFirst } from "./scores.ts";
import { nameIn } from "./words.ts";

/** What follows from an assessment: ratings from the best to the worst, vetoes, consequences. */
export function Outcome(props: { scheme: Scheme }) {
  const { bands, vetoes, consequences } = props.scheme;
  return (
    <>
      <Part title="等次" none="">
        {bestFirst(bands).map((band) => (
          <li>{bandWords(band)}</li>
        ))}
      </Part>
      <Part title="一票否决" none="没有一票否决的情形">
        {vetoes.map((veto) => (
          <li>
            {vetoWords(veto)}
            <Basis source={veto.source} />
          </li>
        ))}
      </Part>
      <Part title="结果运用" none="没有规定结果运用">
        {consequences.map((consequence) => (
          <li>
            {consequenceWords(consequence, bands)}
            <Basis source={consequence.source} />
          </li>
        ))}
      </Part>
    </>
  );
}

function Part(props: { title: string; none: string; children: readonly Child[] }) {
  return (
    <div>
      <h5>{props.title}</h5>
      {props.children.length > 0 ? <ul>{props.children}</ul> : <p>{props.none}</p>}
    </div>
  );
}

function vetoWords({ name, evidence, effect, appealWithin }: Veto): string {
  return `${name}：${vetoEffects[effect]}。须有的证据：${evidence}。自告知起 ${durationWords(appealWithin)}内可以申诉`;
}

/** `优秀、良好：通报表扬`, `各等次：…` */
function consequenceWords({ name, bands }: Scheme["consequences"][number], all: Scheme["bands"]): string {
  const named = bands.map((key) => nameIn(all, key));
  return `${named.length > 0 ? named.join("、") : "各等次"}：${name}`;
}

import { openHappening } from "../kernel/happenings.ts";

/** What an event keeps of a whistle that is blown for a matter: by whom, and who is called. */
type Whistled = { by: string; called: readonly string[] };

/** Others were called in for it. Its times run on as they were. */
export const whistled = openHappening<Whistled>({
  staff: ({ by, called }) => ({ title: `${by}吹哨`, note: `请${called.join("、")}报到` }),
  resident: () => ({ title: "已请有关单位一起办理" }),
});

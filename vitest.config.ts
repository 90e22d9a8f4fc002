import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose tests need neither database nor worker. */
const pure = ["rules", "time", "text", "views", "demo", "docs", "servers", "photos"].map(
  (folder) => `tests/${folder}/**/*.test.{ts,tsx}`,
);
/** Starts and kills whole installations. */
const runtime = ["tests/runtime/**/*.test.ts"];

/** Walks through the product and whole installations first: a long file that begins last leaves one worker idle. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = sorted.filter(({ moduleId }) => /\/(journeys|runtime)\//.test(moduleId));
    return [...long, ...sorted.filter((file) => !long.includes(file))];
  }
}

export default defineConfig({
  // The production runtime of views/html.ts; Vite would ask for a development one.
  oxc: { jsx: { runtime: "automatic", importSource: "#views", development: false } },
  test: {
    pool: "threads",
    // Files share what they import: none mocks a module, and loading the app anew for each was most of a run's time.
    isolate: false,
    // One more than the two cores that this is meant for: each waits for a server half of its time.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    // A patience for what hangs, not a measure: on a busy machine everything takes ten times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    projects: [
      { extends: true, test: { name: "pure", include: pure, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "stack",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [...pure, ...runtime],
          globalSetup: "tests/support/global-setup.ts",
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "runtime",
          include: runtime,
          globalSetup: "tests/support/built.ts",
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

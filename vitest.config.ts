// Three projects: unit (Node), browser (Chromium with a software GPU) and e2e (the built page, driven from Node).

import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { boxed } from "./scripts/boxed.ts";
import { BROWSER_FLAGS, browserPath } from "./scripts/browser.mjs";

const executablePath = await browserPath();

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node", testTimeout: 60_000 } },
      {
        plugins: [boxed()],
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args: BROWSER_FLAGS } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      { test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], environment: "node", testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false } },
    ],
  },
});

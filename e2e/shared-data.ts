import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Real test data next to the repository; tests that need it are skipped if it is absent. */
export const SHARED_DATA = fileURLToPath(new URL("../../shared/data", import.meta.url));

export const SHARED_DATA_ABSENT = !existsSync(SHARED_DATA);

/** Why a test was skipped. */
export const WITHOUT_SHARED_DATA = "the folder ../shared/data is absent";

import { LabError } from "./errors.ts";

/**
 * A part of the program that is loaded when it is first needed, as `import()` returns it.
 *
 * @throws LabError if it cannot be loaded.
 */
export async function loadedCode<Module>(loading: Promise<Module>): Promise<Module> {
  try {
    return await loading;
  } catch (error) {
    throw new LabError(
      "A part of the program could not be loaded. Check the connection, reload the page, and try again. Images, networks and runs are kept.",
      { cause: error },
    );
  }
}

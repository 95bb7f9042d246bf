import { LabError } from "../../errors.ts";

/** A file that cannot be used. The message names the file and the reason. */
export class FileError extends LabError {
  override name = "FileError";

  /**
   * @param file Path of the file as the person knows it; only ever shown as text.
   * @param reason One or two sentences: what is wrong and, if it helps, what to do.
   */
  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${reason}`, options);
  }
}

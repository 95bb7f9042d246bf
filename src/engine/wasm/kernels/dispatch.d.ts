// The text of this module is written by build/dispatch-text.mjs.

/** Number of jobs of a dispatch. */
export declare function jobsOf(record: usize): u32;

/** Bytes of scratch memory that a thread needs for a job. */
export declare function scratchOf(record: usize): u32;

/** Runs one job. */
export declare function runJob(record: usize, job: u32, scratch: usize): void;

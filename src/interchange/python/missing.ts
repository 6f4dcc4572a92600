/** What the original engine has no words for, one sentence each: it grows while the script is written. */
export type Missing = string[]

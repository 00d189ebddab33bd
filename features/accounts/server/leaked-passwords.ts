let read: Promise<ReadonlySet<string>> | undefined;

/** About 49,000 passwords that were leaked and are tried first, in lower case; read when the first password is chosen. */
export function leakedPasswords(): Promise<ReadonlySet<string>> {
  read ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return read;
}

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A UUID of what it is about: where letters wait in a queue, two with one id are one. */
  readonly id?: string;
  /** Who signs it; without it the installation does. */
  readonly from?: { readonly name: string; readonly address: string };
}

/** The port to the post. `send` resolves when somebody who will deliver it has taken the letter, and throws otherwise. */
export interface Mail {
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

/** A sender's address of this installation: `Livestall <no-reply@shop.example>`. */
export function senderOf(publicUrl: string): string {
  return `Livestall <no-reply@${new URL(publicUrl).hostname}>`;
}

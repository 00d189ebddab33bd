/** What a person may be in a shop. Everybody is a viewer; an operator runs the installation, whatever the shop. */
export type Role = 'viewer' | 'host' | 'moderator' | 'merchant' | 'operator';

/** Who is speaking: made from a request's cookies at each edge. A guest has an id and no account. */
export interface Actor {
  /** The signed cookie's id of a watching guest, or the account's id. Stable for one browser. */
  readonly viewerId: string;
  /** Set from the first named act on. */
  readonly accountId: string | null;
  /** The shown name; null until the viewer takes one. */
  readonly name: string | null;
  /** The session's id: sockets of an ended session are closed. */
  readonly sessionId: string | null;
  /** The session's end, ms. */
  readonly expiresAt: number;
  readonly operator: boolean;
  /** Roles by shop id. */
  readonly roles: Readonly<Record<string, readonly Role[]>>;
}

/** An actor who has an account. */
export type Named = Actor & { readonly accountId: string; readonly name: string };

export function isNamed(actor: Actor): actor is Named {
  return actor.accountId !== null && actor.name !== null;
}

/** True when the actor holds one of the roles in that shop, or runs the installation. */
export function hasRole(actor: Actor, shopId: string, ...roles: readonly Role[]): boolean {
  if (actor.accountId === null) return false;
  if (actor.operator) return true;
  const held = actor.roles[shopId] ?? [];
  return roles.some((role) => held.includes(role));
}

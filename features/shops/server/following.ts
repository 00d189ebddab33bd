import { Type } from 'typebox';
import { once } from '../../../platform/beat/once.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Follow, FollowKind, followsMax, Member, membersMax, SetFollow, SetMember } from '../following.ts';
import { allowed } from './allowed.ts';
import { countFollows, isHost, readFollow, readMembers, writeFollow, writeMember } from './following-store.ts';
import type { StaffNeeds } from './staff.ts';
import { lockShop, readShop } from './store.ts';

/** Somebody may have lost the right to be in a room: the gateways look again at once. */
export const admissionSubject = 'admission';

const tags = ['shops'];
const followParams = Type.Object({ kind: FollowKind, followedId: Type.String({ maxLength: 64 }) });
type FollowParams = { readonly kind: FollowKind; readonly followedId: string };

export function followRoutes(app: App, needs: StaffNeeds): void {
  const url = '/api/follows/:kind/:followedId';
  app.route({
    method: 'GET',
    url,
    schema: {
      tags,
      summary: 'How many follow a shop or a host, and whether one does',
      params: followParams,
      response: refusable(Follow),
    },
    handler: async ({ params, actor }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!(await exists(needs, params))) return refuse('follow_unknown');
      return readFollow(needs.sql, params.kind, params.followedId, actor.accountId);
    },
  });
  app.route({
    method: 'PUT',
    url,
    schema: {
      tags,
      summary: 'Follow a shop or a host, or no more (named)',
      params: followParams,
      body: SetFollow,
      response: refusable(Follow),
    },
    handler: async (request) => {
      const actor = requireNamed(request);
      return isRefusal(actor) ? actor : follow(needs, actor, request.params, request.body);
    },
  });
}

async function exists({ sql }: StaffNeeds, { kind, followedId }: FollowParams): Promise<boolean> {
  if (kind === 'host') return isHost(sql, followedId);
  return /^[0-9a-f-]{36}$/.test(followedId) && (await readShop(sql, followedId)) !== null;
}

async function follow(needs: StaffNeeds, actor: Named, what: FollowParams, body: SetFollow): Promise<Follow | Refusal> {
  if (!(await exists(needs, what))) return refuse('follow_unknown');
  const { accountId } = actor;
  if (what.kind === 'host' && what.followedId === accountId) return refuse('follow_self');
  const { following, id } = body;
  return needs.transact((tx) =>
    once<Follow>(tx, { id, actor: accountId, act: 'follow', body: { ...what, following } }, async () => {
      if (!(await needs.holdAccount(tx, accountId))) return refuse('account_unknown');
      if (following && (await countFollows(tx.sql, accountId)) >= followsMax)
        return refuse('follows_full', { max: followsMax });
      const changed = await writeFollow(tx, { ...what, accountId }, following);
      if (changed && !following) tx.signal(admissionSubject, {});
      return readFollow(tx.sql, what.kind, what.followedId, accountId);
    }),
  );
}

export function memberRoutes(app: App, needs: StaffNeeds): void {
  const url = '/api/shops/:shopId/members';
  const params = Type.Object({ shopId: Id });
  app.route({
    method: 'GET',
    url,
    schema: {
      tags,
      summary: 'The members of the shop (merchant)',
      params,
      response: refusable(Type.Object({ members: Type.Array(Member) })),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.set_members');
      return isRefusal(actor) ? actor : { members: await listMembers(needs, request.params.shopId) };
    },
  });
  app.route({
    method: 'PUT',
    url,
    schema: {
      tags,
      summary: 'Make an account a member, or no more (merchant)',
      params,
      body: SetMember,
      response: refusable(Member),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.set_members');
      return isRefusal(actor) ? actor : setMember(needs, actor, request.params.shopId, request.body);
    },
  });
}

async function listMembers({ sql, readAccounts }: StaffNeeds, shopId: string): Promise<Member[]> {
  const accounts = await readAccounts(sql, await readMembers(sql, shopId));
  return [...accounts.values()]
    .map(({ id, name, email }) => ({ accountId: id, name, email }))
    .sort((one, other) => one.name.localeCompare(other.name) || one.accountId.localeCompare(other.accountId));
}

async function setMember(needs: StaffNeeds, actor: Named, shopId: string, body: SetMember): Promise<Member | Refusal> {
  const account = await needs.accountByEmail(body.email);
  if (!account) return refuse('account_unknown');
  const { id: accountId, name, email } = account;
  const key = { id: body.id, actor: actor.viewerId, act: 'shop.set_member', body: { ...body, shopId } };
  return needs.transact((tx) =>
    once<Member>(tx, key, async () => {
      if (!(await needs.holdAccount(tx, accountId))) return refuse('account_unknown');
      if (!(await lockShop(tx.sql, shopId))) return refuse('shop_unknown');
      if (body.member && (await readMembers(tx.sql, shopId)).length >= membersMax)
        return refuse('members_full', { max: membersMax });
      const changed = await writeMember(tx, { shopId, accountId, byId: actor.accountId }, body.member);
      if (changed && !body.member) tx.signal(admissionSubject, {});
      return { accountId, name, email };
    }),
  );
}

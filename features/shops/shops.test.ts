import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { StaffRole } from './protocol.ts';
import { rolesIn, type StaffEntry, setRoles } from './shops.ts';

const mara: StaffEntry = { accountId: 'mara', role: 'merchant' };
const hana: StaffEntry = { accountId: 'hana', role: 'host' };

test('[H2] an account gets exactly the given roles, in one order, each once', () => {
  expect(setRoles([mara, hana], 'hana', ['moderator', 'merchant', 'moderator'])).toEqual({
    roles: ['merchant', 'moderator'],
    changed: true,
  });
  expect(setRoles([mara, hana], 'hana', ['host'])).toEqual({ roles: ['host'], changed: false });
  expect(setRoles([mara, hana], 'hana', [])).toEqual({ roles: [], changed: true });
});

test('[H3] the last merchant stays one, until there is another', () => {
  expect(setRoles([mara, hana], 'mara', [])).toEqual({ refused: 'last_merchant' });
  expect(setRoles([mara, hana], 'mara', ['host'])).toEqual({ refused: 'last_merchant' });
  expect(setRoles([mara, hana], 'mara', ['merchant', 'host'])).toMatchObject({ roles: ['merchant', 'host'] });
  expect(setRoles([mara, { ...hana, role: 'merchant' }], 'mara', [])).toMatchObject({ roles: [] });
});

test('[H3] a shop with a merchant has one after any row of changes', () => {
  const role = fc.constantFrom<StaffRole>('merchant', 'host', 'moderator');
  const change = fc.tuple(fc.constantFrom('mara', 'hana', 'milo'), fc.array(role, { maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let staff: StaffEntry[] = [mara];
      for (const [accountId, roles] of changes) {
        const set = setRoles(staff, accountId, roles);
        if (isRefusal(set)) continue;
        staff = staff.filter((entry) => entry.accountId !== accountId);
        staff.push(...set.roles.map((one) => ({ accountId, role: one })));
        expect(rolesIn(staff, accountId)).toEqual(set.roles);
      }
      expect(staff.some((entry) => entry.role === 'merchant')).toBe(true);
    }),
  );
});

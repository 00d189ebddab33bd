import { expect, test } from 'vitest';
import { mailStateOf } from './mail-state.ts';

test('[H11] what is shown of the mail settings has neither user nor password', () => {
  const publicUrl = 'https://shop.example';
  const sender = 'Livestall <no-reply@shop.example>';
  expect(mailStateOf({ publicUrl })).toEqual({ by: 'file', host: null, encrypted: false, signsIn: false, sender });
  expect(mailStateOf({ publicUrl, smtpUrl: 'smtps://olu:hidden@mail.example:465' })).toEqual({
    ...{ by: 'smtp', host: 'mail.example', encrypted: true, signsIn: true, sender },
  });
});

import { refusals as accountRefusals } from '../../features/accounts/protocol.ts';
import { refusals as addressRefusals } from '../../features/addresses/protocol.ts';
import { refusals as barrageRefusals } from '../../features/barrage/protocol.ts';
import { refusals as cartRefusals } from '../../features/carts/protocol.ts';
import { refusals as catalogRefusals } from '../../features/catalog/protocol.ts';
import { refusals as couponRefusals } from '../../features/coupons/protocol.ts';
import { refusals as dealRefusals } from '../../features/deals/protocol.ts';
import { refusals as fulfilmentRefusals } from '../../features/fulfilment/protocol.ts';
import { refusals as ledgerRefusals } from '../../features/ledger/protocol.ts';
import { refusals as moderationRefusals } from '../../features/moderation/protocol.ts';
import { refusals as orderRefusals } from '../../features/orders/protocol.ts';
import { refusals as paymentRefusals } from '../../features/payments/protocol.ts';
import { refusals as reviewRefusals } from '../../features/reviews/protocol.ts';
import { refusals as roomRefusals } from '../../features/rooms/protocol.ts';
import { refusals as shopRefusals } from '../../features/shops/protocol.ts';
import { refusals as stockRefusals } from '../../features/stock/protocol.ts';
import { refusals as verificationRefusals } from '../../features/verification/protocol.ts';
import { refusals as waitlistRefusals } from '../../features/waitlist/protocol.ts';

/** Every feature's refusals, each code once. */
export const refusals = {
  ...accountRefusals,
  ...addressRefusals,
  ...barrageRefusals,
  ...cartRefusals,
  ...catalogRefusals,
  ...couponRefusals,
  ...dealRefusals,
  ...fulfilmentRefusals,
  ...ledgerRefusals,
  ...moderationRefusals,
  ...orderRefusals,
  ...paymentRefusals,
  ...reviewRefusals,
  ...roomRefusals,
  ...shopRefusals,
  ...stockRefusals,
  ...verificationRefusals,
  ...waitlistRefusals,
};

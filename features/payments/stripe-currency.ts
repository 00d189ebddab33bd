import { fractionDigits } from '../../platform/kit/money.ts';

/**
 * What Stripe takes money in and counts in the same units as we do. Left out are those it does not know, those with three
 * decimals (their last one must be zero there), and ISK and UGX, which it counts in hundredths that do not exist.
 */
const twoDecimals =
  'AED ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW'.split(
    ' ',
  );
const noDecimals = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const stripeDigits = new Map<string, number>([
  ...twoDecimals.map((currency) => [currency, 2] as const),
  ...noDecimals.map((currency) => [currency, 0] as const),
]);

/** True when an amount in our minor units is the same number at Stripe. */
export function isStripeCurrency(currency: string): boolean {
  const digits = stripeDigits.get(currency);
  return digits !== undefined && digits === fractionDigits(currency);
}

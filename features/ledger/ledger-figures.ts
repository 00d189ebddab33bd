import type { LedgerLine } from './protocol.ts';

export interface LedgerFigures {
  /** Goods and delivery without tax, less what was given back. */
  readonly earnedMinor: number;
  /** Taken with the sales and owed to the state. */
  readonly taxMinor: number;
  /** What the payment provider still has to pay out: both of them together, less fees and what it paid out. */
  readonly dueMinor: number;
}

/** What a merchant asks of the book, said without debit and credit. */
export function ledgerFigures(balances: readonly LedgerLine[], currency: string): LedgerFigures {
  const balance = (account: LedgerLine['account']) =>
    balances
      .filter((line) => line.account === account && line.currency === currency)
      .reduce((sum, line) => sum + line.amountMinor, 0);
  // Zero is written without a sign, whichever side it comes from.
  return {
    earnedMinor: 0 - balance('sales') - balance('delivery') - balance('refunds'),
    taxMinor: 0 - balance('tax_payable'),
    dueMinor: balance('provider_receivable'),
  };
}

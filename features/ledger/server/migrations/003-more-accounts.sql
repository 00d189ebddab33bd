alter table ledger_lines
  drop constraint ledger_lines_account_check,
  add constraint ledger_lines_account_check check (account in
    ('provider_receivable', 'bank', 'sales', 'delivery', 'tax_payable', 'refunds', 'discounts', 'provider_fee'));

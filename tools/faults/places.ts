/** Every place at which a server of the tests dies, in the order in which a purchase and what follows it pass them. */
export const places = [
  ...['place gathered', 'place begun', 'place locked', 'place written', 'place told', 'place committed'],
  ...['place published', 'charge asking', 'charge asked'],
  ...['settle begun', 'settle written', 'settle told', 'settle committed', 'settle published', 'place answering'],
  ...['pay begun', 'pay written', 'pay committed', 'pay answering'],
  ...['cancel begun', 'cancel written', 'cancel told', 'cancel committed', 'cancel published', 'cancel answering'],
  ...['refund begun', 'refund written', 'refund committed', 'refund asking', 'refund asked', 'refund answering'],
  ...['part begun', 'part written', 'part committed', 'part refund asking', 'part refund asked', 'part answering'],
  ...['sweep found', 'sweep released'],
] as const;
export type Place = (typeof places)[number];

/** Statements by which a transaction is known on its way to PostgreSQL. */
export const writes = {
  place: /insert into orders/,
  settle: /update payments p/,
  part: /insert into order_refunds/,
  cancel: /'cancelled'|delete from holds/,
} as const;

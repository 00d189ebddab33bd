-- What is done by hand at the provider names the payment by the provider's word alone.
create index payments_by_reference on payments (reference) where reference is not null;

-- A refund that the sandbox refused, as its card asks for.
alter table sandbox_refunds add column failed boolean not null default false;

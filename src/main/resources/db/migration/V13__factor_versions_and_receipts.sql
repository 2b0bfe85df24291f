-- The update that the factors of a case are from: a line without factors keeps them. Null where a release that does not store
-- it wrote the case; they are then from the latest update.
alter table application_case
    add column factors_updated_at  timestamptz,
    add column factors_fingerprint bytea;

-- Receipts that were requested with an Idempotency-Key, by keyed hashes of publisher and key and of the application number.
-- The query code is derived from its salt and the secret, and is not stored.
create table issued_receipt (
    key_hash    bytea       primary key,
    number_hash bytea       not null,
    salt        bytea       not null,
    replaced    boolean     not null,
    expires_at  timestamptz not null
);
create index issued_receipt_expiry on issued_receipt (expires_at);

-- Signatures of requests that were admitted, as hashes, until none of them can be valid any more, so that all instances together
-- admit each once.
create table used_signature (
    signature  bytea       primary key,
    expires_at timestamptz not null
);
create index used_signature_expiry on used_signature (expires_at);

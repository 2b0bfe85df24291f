-- A run that was requested with an Idempotency-Key: SHA-256 of publisher and key, and of the parameters; a keyed hash of the body
-- once it was read to its end. The key of a run that was interrupted, or is older than a day, is taken away by its next use.
alter table import_run
    add column key_hash     bytea,
    add column request_hash bytea,
    add column body_hash    bytea;
create unique index import_run_key on import_run (key_hash);

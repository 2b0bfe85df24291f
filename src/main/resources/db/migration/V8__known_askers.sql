-- Which users of callers have looked up which case, by a keyed hash of number, caller and user. While the number is locked,
-- their attempts have a budget of their own.
create table known_asker (
    asker      bytea       primary key,
    expires_at timestamptz not null
);
create index known_asker_expiry on known_asker (expires_at);

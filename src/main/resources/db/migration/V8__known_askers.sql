-- Who has looked up a case with which factor, by a keyed hash of number, factor and requester. Locks made by others do not
-- concern them.
create table known_asker (
    asker      bytea       primary key,
    expires_at timestamptz not null
);
create index known_asker_expiry on known_asker (expires_at);

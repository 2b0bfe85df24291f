-- A hash of each key (SUNWINDOW_PROGRESS_SECRET) that hashes in this database were made with. A service that has none of these
-- keys does not start, as after a restore with another key: it would find every code wrong and lock out whoever has it.
create table known_key (
    key_check bytea       primary key,
    known_at  timestamptz not null
);

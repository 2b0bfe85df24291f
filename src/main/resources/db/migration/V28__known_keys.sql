-- A hash of each key (SUNWINDOW_PROGRESS_SECRET and previous ones) that hashes in this database may be made with. A service that has
-- none of them does not start, as after a restore with another key: it would find every code wrong and lock out whoever has it.
create table known_key (
    key_check bytea       primary key,
    known_at  timestamptz not null
);

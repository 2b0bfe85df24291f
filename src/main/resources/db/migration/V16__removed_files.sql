-- Files that no record named and that were deleted. Each instance deletes the bytes of these from its folder, and of no others:
-- an instance that is connected to another database, or to an older backup, must not delete what it does not know.
create table removed_file (
    hash       char(64)    primary key,
    removed_at timestamptz not null
);

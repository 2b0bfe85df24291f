-- What is known of each source that is fetched on a schedule; the sources are configured. The instance that has the lease fetches.
create table source_state (
    name          varchar(100) primary key,
    -- SHA-256 of the configuration; what is known of a file holds for this one only
    configuration bytea        not null,
    due_at        timestamptz  not null,
    lease         uuid,
    leased_until  timestamptz,
    -- of the file that was imported last; the bytes themselves are not kept
    etag          varchar(500),
    last_modified varchar(500),
    hash          bytea,
    -- when the same file is imported once more, because lines of it were rejected
    forget_at     timestamptz,
    fetched_at    timestamptz,
    succeeded_at  timestamptz,
    outcome       varchar(20),
    failure       varchar(30),
    detail        varchar(500),
    run_id        uuid,
    failures      integer      not null default 0
);

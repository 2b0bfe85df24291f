-- One row: the number of the newest revision. Every write locks it first, so revisions carry no gaps and
-- become visible in the order of their numbers. store_id tells an index which store it was built from.
create table revision_counter (
    id         smallint    primary key check (id = 1),
    value      bigint      not null,
    store_id   uuid        not null,
    changed_at timestamptz not null
);
insert into revision_counter values (1, 0, gen_random_uuid(), now());

-- What is, or was, public: the newest state of each record. A withdrawn one keeps only its key and revision.
create table publication (
    kind             varchar(32)   not null,
    key              varchar(200)  not null,
    title            varchar(1000),
    publisher        varchar(200),
    division         varchar(12),
    visible_from     timestamptz,
    visible_until    timestamptz,
    revision         bigint        not null unique,
    record           jsonb,
    fingerprint      bytea,
    changed_at       timestamptz   not null,
    withdrawn_at     timestamptz,
    withdrawn_reason varchar(500),
    primary key (kind, key),
    check ((record is null) = (withdrawn_at is not null))
);

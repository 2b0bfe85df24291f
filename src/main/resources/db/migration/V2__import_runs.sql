create table import_run (
    id          uuid         primary key,
    kind        varchar(32)  not null,
    publisher   varchar(100) not null,
    dry_run     boolean      not null,
    state       varchar(16)  not null,
    started_at  timestamptz  not null,
    touched_at  timestamptz  not null,
    finished_at timestamptz,
    lines       bigint       not null,
    created     bigint       not null,
    changed     bigint       not null,
    unchanged   bigint       not null,
    withdrawn   bigint       not null,
    rejected    bigint       not null,
    rejects_kept integer     not null,
    revision    bigint
);

-- Lines are kept with personal data struck out, and not at all where they must not be held.
create table import_reject (
    run_id  uuid          not null references import_run on delete cascade,
    seq     integer       not null,
    line_no bigint        not null,
    field   varchar(200),
    code    varchar(60)   not null,
    message varchar(1000) not null,
    line    text,
    primary key (run_id, seq)
);

-- Runs in the background, and what senders ask about their runs.
alter table import_run
    add column file_name     varchar(200),
    add column background    boolean not null default false,
    add column bytes         bigint,
    add column bytes_read    bigint,
    add column working_since timestamptz,
    add column lines_before  bigint  not null default 0,
    add column reason        varchar(500);
create index import_run_newest on import_run (started_at desc, id desc);
create index import_run_publisher on import_run (publisher, started_at desc, id desc);

-- Runs whose body is received or waits to be imported. The position is the order in which bodies were received completely;
-- without one, the body is still being received. The worker that set the token works on the run.
create sequence waiting_import_position;
create table waiting_import (
    run_id      uuid         primary key references import_run on delete cascade,
    publisher   varchar(100) not null,
    kind        varchar(32)  not null,
    format      varchar(16)  not null,
    gzipped     boolean      not null,
    reserved    bigint       not null,
    received_at timestamptz  not null,
    position    bigint,
    not_before  timestamptz  not null,
    token       uuid,
    touched_at  timestamptz  not null,
    attempts    integer      not null,
    cancelled   boolean      not null
);
create unique index waiting_import_next on waiting_import (position);
create index waiting_import_order on waiting_import (publisher, kind, position);

-- Encrypted, because a body may hold personal data that the import refuses.
create table waiting_import_part (
    run_id  uuid    not null references waiting_import on delete cascade,
    number  integer not null,
    content bytea   not null,
    primary key (run_id, number)
);
alter table waiting_import_part alter column content set storage external;

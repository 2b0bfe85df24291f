-- Personal data that was found in a field of a line, without the data: what it was, where, and keyed hashes of the values
-- (32 bytes each, in a row), by which a released value is recognised. The line itself is not kept.
create table quarantine_entry (
    id         uuid         primary key,
    kind       varchar(32)  not null,
    key        varchar(200) not null,
    publisher  varchar(100) not null,
    run_id     uuid         not null,
    field      varchar(200) not null,
    code       varchar(60)  not null,
    excerpt    varchar(200) not null,
    hashes     bytea        not null,
    state      varchar(16)  not null,
    held_at    timestamptz  not null,
    decided_at timestamptz,
    decided_by varchar(100),
    reason     varchar(500),
    expires_at timestamptz  not null
);
create index quarantine_entry_record on quarantine_entry (kind, key);
create index quarantine_entry_newest on quarantine_entry (held_at desc, id desc);
create index quarantine_entry_publisher on quarantine_entry (publisher, held_at desc, id desc);
create index quarantine_entry_expiry on quarantine_entry (expires_at);

-- The excerpt is deleted when an entry of the quarantine would be; the reject stays.
alter table import_reject
    add column excerpt       varchar(200),
    add column quarantine_id uuid;
create index import_reject_excerpts on import_reject (run_id) where excerpt is not null;

-- Why a value was released.
alter table write_audit add column reason varchar(500);

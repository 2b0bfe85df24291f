-- Who may write a record: the publisher that sent it first, or that it was handed over to. It stays when the record is
-- withdrawn. Existing records belong to the publisher of all import runs, if there was only one; otherwise to nobody,
-- and an administrator hands them over.
-- A default of a new column is set for existing rows without writing them.
do $$
declare
    only_publisher varchar(100);
begin
    select min(publisher) into only_publisher from import_run where not dry_run
        having count(distinct publisher) = 1 and bool_or(state = 'COMPLETED');
    execute format('alter table publication add column owner varchar(100) default %L', only_publisher);
    execute format('alter table application_case add column owner varchar(100) default %L', only_publisher);
end $$;
alter table publication alter column owner drop default;
alter table application_case alter column owner drop default;

-- Who wrote what. origin is the import run or the handover. A case is named by a keyed hash, as in lookup_audit.
create table write_audit (
    written_at    timestamptz  not null,
    publisher     varchar(100) not null,
    origin        uuid,
    kind          varchar(32)  not null,
    key           varchar(200),
    key_hash      bytea,
    action        varchar(16)  not null,
    from_owner    varchar(100),
    to_owner      varchar(100),
    from_revision bigint,
    to_revision   bigint,
    check ((key is null) <> (key_hash is null))
);
create index write_audit_time on write_audit (written_at);

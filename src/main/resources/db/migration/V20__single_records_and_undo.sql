-- The history of a record, and what a run wrote.
create index write_audit_record on write_audit (kind, key) where key is not null;
create index write_audit_origin on write_audit (origin, kind, key) where origin is not null;

-- undoes: the run whose writes this one takes back; undone_by: the run that took back the writes of this one.
-- missing: records that a complete file did not contain; null if the file was not said to be complete.
alter table import_run
    add column undoes    uuid,
    add column undone_by uuid,
    add column missing   bigint;

-- The newest revision at which content of the record was withdrawn; null if it never was. It survives a new publication
-- of the record, so that an index which still holds the old content knows not to show it.
alter table publication add column retracted bigint;
update publication set retracted = revision where withdrawn_at is not null;
create index publication_retractions on publication (revision) where retracted is not null or withdrawn_at is not null;

-- A random mark for each transaction that took revisions. A database that was restored from a backup gives the same
-- numbers again, but other marks, so an index recognises that its revisions are no longer part of the history.
create table revision_mark (
    revision bigint primary key,
    mark     uuid   not null default gen_random_uuid()
);
insert into revision_mark (revision) select value from revision_counter;

-- A trigger, so that the marks have no gap while instances of the previous version still write.
create function mark_revision() returns trigger language plpgsql as $$
begin
    insert into revision_mark (revision) values (new.value);
    delete from revision_mark where revision <= new.value - 1000000;
    return null;
end
$$;
create trigger mark_revision after update of value on revision_counter
    for each row when (new.value > old.value) execute function mark_revision();

-- Which record, which field by its Chinese name, and what it holds: enough to mend a line without keeping the line.
alter table import_reject
    add column severity   varchar(8) not null default 'FAULT',
    add column record_key varchar(200),
    add column label      varchar(200),
    add column value      varchar(200);

-- Lines were kept with long numbers struck out, which did not find all of them. Instances of the former version, which
-- still write the column during an upgrade, keep it from being dropped.
update import_reject set line = null where line is not null;

alter table import_run
    add column warnings      bigint  not null default 0,
    add column warnings_kept integer not null default 0;

-- How often the public has read each record, through all instances. Added to once a minute, never by a read.
create table read_count (
    kind  varchar(32)  not null,
    key   varchar(200) not null,
    reads bigint       not null,
    primary key (kind, key)
);
create index read_count_most on read_count (kind, reads desc);
